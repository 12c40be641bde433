package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.Crash;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that is killed in its midst, with its process or with the database, and the run after it.
 * {@code -Dstillwater.test.kills=100} kills as often of each kind.
 */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class KillIT {

  private static final int OLD_EVENTS = 600;
  private static final int STREAMS = 500;
  private static final long LONGEST_NANOS = Duration.ofMillis(400).toNanos();
  private static final String BATCH = "10";
  private static final String RUNNING =
      "SELECT count(*) FROM stillwater.maintenance_run WHERE status = 'RUNNING'";

  // no run succeeds while the test holds the lock, so none gets away from being killed
  private static final String GATE =
      """
      CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(1);
        RETURN NEW;
      END $$;
      CREATE TRIGGER gate BEFORE UPDATE ON stillwater.maintenance_run
        FOR EACH ROW WHEN (NEW.status = 'SUCCEEDED') EXECUTE FUNCTION gate();
      """;

  @TempDir static Path directory;

  private final Instant now = Instant.now();
  private final TestDatabase database;
  private final Map<String, String> settings;
  private final TestService service;

  KillIT(TestDatabase database) {
    this.database = database;
    this.settings = Map.of("DATABASE_URL", database.url(), "STILLWATER_ARCHIVE_BATCH_SIZE", BATCH);
    Crash.prepare(database);
    // so that the log has old months, which change tables
    Instant birth = now.minus(Duration.ofDays(200));
    TestService.start(database, new SettableClock(birth)).close();
    this.service = TestService.start(database, InstantSource.system(), "archive.batch-size=10");
    database.execute(GATE);
  }

  @AfterAll
  void close() {
    service.close();
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Integer.getInteger("stillwater.test.kills", 12));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theProcessMayBeKilled(int seed) throws Exception {
    Seeded random = Seeded.create();
    Holdings held = write(random);
    killOneProcess(random);
    assertThatTheNextRunCompletesIt(held);
    assertThat(
            database.column(
                "SELECT error FROM stillwater.maintenance_run ORDER BY run_id DESC OFFSET 1 LIMIT 1"))
        .containsExactly("the database session of its instance ended before it did");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theDatabaseMayBeKilled(int seed) throws Exception {
    Seeded random = Seeded.create();
    Holdings held = write(random);
    killOneServer(random);
    assertThatTheNextRunCompletesIt(held);
  }

  /** Streams, events old and new, and months that have come back and are to go again. */
  private Holdings write(Seeded random) {
    SqlEvents.write(
        database, OLD_EVENTS, now.minus(Duration.ofDays(400)), now.minus(Duration.ofDays(120)));
    SqlEvents.write(database, 20, now.minus(Duration.ofDays(30)), now);
    database.execute(
        "INSERT INTO stillwater.stream (stream_id) SELECT gen_random_uuid() FROM generate_series(1, %d)"
            .formatted(STREAMS));
    YearMonth oldest = YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(11);
    for (int i = 0; i < 2; i++) {
      String path = "/api/v1/archive/%s/restore".formatted(oldest.plusMonths(random.ints(0, 6)));
      assertThat(service.post(path, TestService.JSON, "").status()).isIn(200, 404);
      service.send(service.request(path).method("DELETE", BodyPublishers.noBody()));
    }
    return Holdings.of(database);
  }

  private void assertThatTheNextRunCompletesIt(Holdings held) {
    await()
        .ignoreExceptions()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(Holdings.of(database)).isEqualTo(held));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(service.maintain()).extracting("status").isEqualTo(200));
    assertThat(Holdings.of(database)).isEqualTo(held).extracting("keys").isEqualTo(held.events());
    assertThat(oldEvents()).isZero();
    assertThat(
            database.column(
                "SELECT status FROM stillwater.maintenance_run ORDER BY run_id DESC LIMIT 2"))
        .containsExactly("SUCCEEDED", "FAILED");
  }

  private void killOneProcess(Seeded random) throws SQLException {
    try (Connection gate = closedGate();
        Child child = Child.start(directory, settings, "maintain")) {
      awaitPoint(random, gate);
      child.kill();
    }
  }

  private void killOneServer(Seeded random) throws SQLException {
    try (Connection gate = closedGate()) {
      CompletableFuture<Answer> run = CompletableFuture.supplyAsync(service::maintain);
      awaitPoint(random, gate);
      Crash.kill(gate);
      assertThat(run.join().status()).isIn(500, 503);
    }
  }

  private Connection closedGate() throws SQLException {
    Connection gate = database.connect();
    gate.createStatement().execute("SELECT pg_advisory_lock(1)");
    return gate;
  }

  /** From the begin of the run to the gate before its end. */
  private static void awaitPoint(Seeded random, Connection gate) {
    await()
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(30))
        .until(() -> count(gate, RUNNING) == 1);
    long until = System.nanoTime() + random.longs(0, LONGEST_NANOS);
    await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() - until >= 0);
  }

  private long oldEvents() {
    return database.count(
        "SELECT count(*) FROM stillwater.event_log WHERE occurred_at < now() - interval '100 days'");
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
