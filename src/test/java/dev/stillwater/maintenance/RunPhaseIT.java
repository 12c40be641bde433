package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of the phases of a run, by how it goes and ends. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RunPhaseIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(7);
  private static final String BEGUN = "2026-11-23T08:00:00.000000Z";
  private static final String ENDED = "2026-11-23T08:00:07.000000Z";
  private static final String RUNS = "/api/v1/maintenance/runs/";

  private final TestDatabase database;
  private final SettableClock clock = new SettableClock(NOW);
  private final TestService service;

  RunPhaseIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock, "database.lock-timeout=30s");
  }

  @AfterAll
  void close() {
    service.close();
  }

  @BeforeEach
  void begin() {
    clock.set(NOW);
    database.execute(
        """
        TRUNCATE stillwater.stream, stillwater.stream_snapshot, stillwater.maintenance_run;
        INSERT INTO stillwater.stream (stream_id) VALUES ('a')
        """);
  }

  @Test
  void theSecondPhaseBeginsWithTheCapture() throws Exception {
    CompletableFuture<TestService.Answer> run;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(service::maintain);
      long runId = hold.awaitRun();
      assertThat(phases(service.get(RUNS + runId).json()))
          .containsExactly(phase("SNAPSHOT", BEGUN, null));
      clock.set(LATER);
    }
    assertThat(phases(run.join().json()))
        .containsExactly(phase("SNAPSHOT", BEGUN, ENDED), phase("ARCHIVE", ENDED, ENDED));
  }

  @Test
  void aRunOfOnePhaseHasThatAlone() {
    assertThat(phases(maintain("snapshot"))).containsExactly(phase("SNAPSHOT", BEGUN, BEGUN));
    assertThat(phases(maintain("archive"))).containsExactly(phase("ARCHIVE", BEGUN, BEGUN));
  }

  private JsonObject maintain(String phase) {
    return service
        .post("/api/v1/snapshots/maintenance?phase=" + phase, TestService.JSON, "")
        .json();
  }

  @Test
  void soHasARestore() {
    SqlEvents.write(database, 30, NOW.minus(Duration.ofDays(190)), NOW.minus(Duration.ofDays(180)));
    service.maintain();
    long runId =
        service
            .post("/api/v1/archive/2026-05/restore", TestService.JSON, "")
            .json()
            .getLong("runId");
    assertThat(phases(service.get(RUNS + runId).json()))
        .containsExactly(phase("RESTORE", BEGUN, BEGUN));
  }

  @Test
  void aRunThatFailsAmidAPhaseDoesNotEndIt() {
    database.execute("ALTER TABLE stillwater.stream_snapshot ADD CONSTRAINT no CHECK (false)");
    try {
      assertThat(service.maintain().status()).isEqualTo(500);
    } finally {
      database.execute("ALTER TABLE stillwater.stream_snapshot DROP CONSTRAINT no");
    }
    assertThat(phases(lastRun())).containsExactly(phase("SNAPSHOT", BEGUN, null));
  }

  @Test
  void norDoesOneThatIsCancelled() throws Exception {
    CompletableFuture<TestService.Answer> run;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(service::maintain);
      service.send(service.request(RUNS + hold.awaitRun()).DELETE());
      assertThat(run.join().status()).isEqualTo(500);
    }
    assertThat(phases(lastRun())).containsExactly(phase("SNAPSHOT", BEGUN, null));
  }

  @Test
  void norDoesOneWhoseSessionIsKilled() throws Exception {
    try (RunHold hold = RunHold.on(database)) {
      CompletableFuture<TestService.Answer> run = CompletableFuture.supplyAsync(service::maintain);
      long runId = hold.awaitRun();
      clock.set(LATER);
      database.execute(
          "SELECT pg_terminate_backend(backend_pid) FROM stillwater.maintenance_run WHERE status = 'RUNNING'");
      run.join();
      JsonObject killed = service.get(RUNS + runId).json();
      assertThat(killed.getString("status")).isEqualTo("FAILED");
      assertThat(killed.getString("finishedAt")).isEqualTo(ENDED);
      assertThat(phases(killed)).containsExactly(phase("SNAPSHOT", BEGUN, null));
    }
  }

  private JsonObject lastRun() {
    return service.get("/api/v1/maintenance").json().getJsonObject("lastRun");
  }

  private static List<JsonObject> phases(JsonObject run) {
    return run.getJsonArray("phases").stream().map(JsonObject.class::cast).toList();
  }

  private static JsonObject phase(String name, String startedAt, String finishedAt) {
    return new JsonObject()
        .put("phase", name)
        .put("startedAt", startedAt)
        .put("finishedAt", finishedAt);
  }
}
