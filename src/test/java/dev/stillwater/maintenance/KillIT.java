package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its run, and the run after it. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class KillIT {

  private static final int SEEDS = 20;
  private static final int OLD_EVENTS = 600;
  private static final String BATCH = "10";
  private static final String RUNNING =
      """
      SELECT count(*) FROM stillwater.maintenance_run
      WHERE status = 'RUNNING' AND events_archived >= %d
      """;

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

  private final TestDatabase database;
  private final Map<String, String> settings;
  private final TestService service;

  KillIT(TestDatabase database) {
    this.database = database;
    this.settings = Map.of("DATABASE_URL", database.url(), "STILLWATER_ARCHIVE_BATCH_SIZE", BATCH);
    this.service = TestService.start(database, InstantSource.system());
    database.execute(GATE);
  }

  @AfterAll
  void close() {
    service.close();
  }

  @RepeatedTest(SEEDS)
  void theNextRunCompletesIt() throws Exception {
    Seeded random = Seeded.create();
    Instant now = Instant.now();
    SqlEvents.write(
        database, OLD_EVENTS, now.minus(Duration.ofDays(400)), now.minus(Duration.ofDays(120)));
    SqlEvents.write(database, 20, now.minus(Duration.ofDays(30)), now);
    database.execute(
        "INSERT INTO stillwater.stream (stream_id) SELECT gen_random_uuid() FROM generate_series(1, 10)");
    Holdings held = Holdings.of(database);

    killOneRun(random);

    assertThat(Holdings.of(database)).isEqualTo(held);
    await().untilAsserted(() -> assertThat(service.maintain()).extracting("status").isEqualTo(200));
    assertThat(Holdings.of(database)).isEqualTo(held).extracting("keys").isEqualTo(held.events());
    assertThat(oldEvents()).isZero();
    assertThat(
            database.column(
                "SELECT status FROM stillwater.maintenance_run ORDER BY run_id DESC LIMIT 2"))
        .containsExactly("SUCCEEDED", "FAILED");
    assertThat(
            database.column(
                "SELECT error FROM stillwater.maintenance_run ORDER BY run_id DESC OFFSET 1 LIMIT 1"))
        .containsExactly("the database session of its instance ended before it did");
  }

  private void killOneRun(Seeded random) throws SQLException {
    int moved = random.oneIn(5) ? 0 : random.ints(0, OLD_EVENTS);
    try (Connection gate = database.connect();
        Child child = Child.start(directory, settings, "maintain")) {
      gate.createStatement().execute("SELECT pg_advisory_lock(1)");
      await()
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofSeconds(30))
          .until(() -> count(gate, RUNNING.formatted(moved)) == 1);
      child.kill();
    }
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
