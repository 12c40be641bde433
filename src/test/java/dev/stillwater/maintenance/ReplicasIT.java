package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.Crash;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes on one database, all with the schedule on, one of which is stopped or killed.
 */
class ReplicasIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String RUNS =
      "SELECT status FROM stillwater.maintenance_run ORDER BY run_id";

  private final Instant now = Instant.now();
  private final TestDatabase database = TestDatabase.create();
  private final List<Child> replicas = new ArrayList<>();
  private Holdings held;
  @TempDir private Path directory;

  @BeforeEach
  void installLongAgo() {
    Crash.prepare(database);
    TestService.start(database, new SettableClock(now.minus(Duration.ofDays(200)))).close();
    TestService.start(database, new SettableClock(now)).close();
    SqlEvents.write(
        database, 300, now.minus(Duration.ofDays(190)), now.minus(Duration.ofDays(110)));
    SqlEvents.write(database, 20, now.minus(Duration.ofDays(30)), now);
    database.execute(
        "INSERT INTO stillwater.stream (stream_id) SELECT n::text FROM generate_series(1, 50) AS n");
    held = Holdings.of(database);
    pause(true);
  }

  @AfterEach
  void end() {
    replicas.forEach(Child::close);
    database.close();
  }

  @Test
  void ofFiveThatFireAtOnceOneRuns() {
    start(5);
    for (int round = 0; round < 5; round++) {
      pause(false);
      await().atMost(PATIENCE).until(() -> statuses().contains("SUCCEEDED"));
      await()
          .during(Duration.ofMillis(1200))
          .untilAsserted(() -> assertThat(statuses()).containsExactly("SUCCEEDED"));
      assertOneEffect();
      pause(true);
      database.execute(
          "TRUNCATE stillwater.maintenance_run, stillwater.run_progress, stillwater.stream_snapshot");
    }
  }

  @Test
  void oneThatIsStoppedIsReplacedAfterItsLeaseAndWritesNoMore() throws Exception {
    start(2);
    Child stopped;
    long begun;
    try (RunHold hold = RunHold.on(database)) {
      pause(false);
      hold.awaitRun();
      stopped = runner();
      stopped.signal("STOP");
      begun = System.nanoTime();
      await().atMost(PATIENCE).until(() -> statuses().get(0).equals("FAILED"));
      // five seconds of lease, less the second since the last sign of life
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThan(Duration.ofMillis(3500));
    }
    await().atMost(PATIENCE).until(() -> statuses().contains("SUCCEEDED"));
    assertThat(
            database.column("SELECT error FROM stillwater.maintenance_run WHERE status = 'FAILED'"))
        .first()
        .asString()
        .contains("no sign of life");
    List<String> ledger = ledger();

    stopped.signal("CONT");
    await().atMost(PATIENCE).until(() -> stopped.log().contains("failed: "));
    await()
        .atMost(PATIENCE)
        .until(() -> stopped.get("/health/ready").startsWith("{\"status\":\"UP\""));
    assertThat(ledger()).isEqualTo(ledger);
    assertOneEffect();
  }

  @Test
  void oneThatIsKilledIsReplacedAtOnce() throws Exception {
    start(2);
    Child killed;
    try (RunHold hold = RunHold.on(database)) {
      pause(false);
      hold.awaitRun();
      killed = runner();
      killed.kill();
      await()
          .atMost(Duration.ofSeconds(4)) // long before the lease
          .until(() -> statuses().get(0).equals("FAILED"));
    }
    await().atMost(PATIENCE).until(() -> statuses().contains("SUCCEEDED"));
    assertOneEffect();
  }

  @Test
  void aRunAmidWhichTheDatabaseRestartsIsTriedAgain() throws Exception {
    start(2);
    RunHold hold = RunHold.on(database);
    pause(false);
    hold.awaitRun();
    try (Connection connection = database.connect()) {
      Crash.kill(connection);
    }
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> statuses().equals(List.of("FAILED", "SUCCEEDED")));
    assertThat(
            database.column(
                "SELECT trigger FROM stillwater.maintenance_run WHERE scheduled_at IS NOT NULL"))
        .containsExactly("CATCH_UP", "CATCH_UP");
    assertOneEffect();
  }

  @Test
  void aRunOfAStoppedOneIsCancelledByAnother() throws Exception {
    start(2);
    try (RunHold hold = RunHold.on(database)) {
      pause(false);
      long runId = hold.awaitRun();
      Child stopped = runner();
      stopped.signal("STOP");
      Child other = replicas.get(replicas.get(0) == stopped ? 1 : 0);
      HttpRequest cancel =
          HttpRequest.newBuilder(other.uri("/api/v1/maintenance/runs/" + runId)).DELETE().build();
      var cancelled =
          ContractCheck.checked(HttpClient.newHttpClient().send(cancel, BodyHandlers.ofString()));
      assertThat(cancelled.statusCode()).isEqualTo(202);
      await().atMost(Duration.ofSeconds(5)).until(() -> statuses().get(0).equals("CANCELLED"));
    }
  }

  private void start(int count) {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATABASE_URL", database.url());
    settings.put("STILLWATER_HTTP_PORT", "0");
    settings.put("STILLWATER_MAINTENANCE_LEASE", "5s");
    settings.put("STILLWATER_DATABASE_LOCK_TIMEOUT", "60s");
    for (int i = 0; i < count; i++) {
      try {
        Path own = Files.createTempDirectory(directory, "replica");
        replicas.add(Child.start(own, settings, "serve"));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    replicas.forEach(Child::port);
  }

  private void pause(boolean paused) {
    database.execute(
        "UPDATE stillwater.installation SET paused_at = " + (paused ? "now()" : "NULL"));
  }

  /** The process whose run is going. */
  private Child runner() {
    String instance =
        database
            .column("SELECT instance FROM stillwater.maintenance_run WHERE status = 'RUNNING'")
            .get(0);
    return replicas.stream()
        .filter(replica -> instance.startsWith(replica.pid() + "@"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> statuses() {
    return database.column(RUNS);
  }

  private List<String> ledger() {
    return database.column("SELECT r::text FROM stillwater.maintenance_run r ORDER BY run_id");
  }

  private void assertOneEffect() {
    assertThat(statuses().stream().filter("SUCCEEDED"::equals)).hasSize(1);
    assertThat(database.count("SELECT count(*) FROM stillwater.stream_snapshot")).isEqualTo(50);
    assertThat(Holdings.of(database)).isEqualTo(held).extracting("keys").isEqualTo(held.events());
  }
}
