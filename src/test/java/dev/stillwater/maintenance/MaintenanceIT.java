package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs as they are asked for, and as the ledger and the answers tell of them. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MaintenanceIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String RUNS = "/api/v1/maintenance/runs/";

  private final TestDatabase database;
  private final TestService service;

  MaintenanceIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, new SettableClock(NOW), "database.lock-timeout=30s");
  }

  @AfterAll
  void close() {
    service.close();
  }

  @BeforeEach
  void empty() {
    database.execute(
        "TRUNCATE stillwater.stream, stillwater.stream_snapshot, stillwater.event_log,"
            + " stillwater.stream_archive, stillwater.maintenance_run");
  }

  @Test
  void aRunTellsWhatItDid() {
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a'), ('b')");
    Instant old = Instant.parse("2026-05-20T00:00:00Z");
    SqlEvents.write(database, 40, old, old.plus(Duration.ofDays(20)));
    SqlEvents.write(database, 10, NOW.minus(Duration.ofDays(5)), NOW);

    Answer answer = service.maintain();

    assertThat(answer.status()).isEqualTo(200);
    JsonObject run = answer.json();
    assertThat((String) run.remove("instance")).startsWith(ProcessHandle.current().pid() + "@");
    long runId = run.getLong("runId");
    assertThat(run)
        .isEqualTo(
            new JsonObject()
                .put("runId", (int) runId)
                .put("kind", "FULL")
                .put("trigger", "MANUAL")
                .put("month", "2026-11")
                .put("status", "SUCCEEDED")
                .put("scheduledAt", null)
                .put("startedAt", "2026-11-23T08:00:00.000000Z")
                .put("finishedAt", "2026-11-23T08:00:00.000000Z")
                .put("cutoff", "2026-08-23T00:00:00.000000Z")
                .put("streamsTotal", 2)
                .put("snapshotsCreated", 2)
                .put("snapshotsRefreshed", 0)
                .put("snapshotsUnchanged", 0)
                .put("eventsArchived", 40)
                .put("eventsEstimated", 0)
                .put("lateEvents", 0)
                .put("monthsArchived", 2)
                .put("eventsRestored", 0)
                .put("missedMonths", new JsonArray())
                .put("phases", new JsonArray().add(phase("SNAPSHOT")).add(phase("ARCHIVE")))
                .put("waitingFor", null)
                .put("error", null)
                .put("progress", null));
    assertThat(service.get(RUNS + runId).body()).isEqualTo(answer.body());
    assertThat(database.count("SELECT count(*) FROM stillwater.stream_archive")).isEqualTo(40);
    assertThat(
            database.column(
                "SELECT DISTINCT archived_at = '%s' FROM stillwater.stream_archive".formatted(NOW)))
        .containsExactly("t");
  }

  private static JsonObject phase(String name) {
    return new JsonObject()
        .put("phase", name)
        .put("startedAt", "2026-11-23T08:00:00.000000Z")
        .put("finishedAt", "2026-11-23T08:00:00.000000Z");
  }

  @Test
  void aRunOfTheBusIsNamedSo() {
    JsonObject run =
        TestService.await(
                service
                    .vertx()
                    .eventBus()
                    .<Buffer>request(Addresses.MAINTENANCE_START, new JsonObject()))
            .body()
            .toJsonObject();
    assertThat(run.getString("trigger")).isEqualTo("EVENT_BUS");
    assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void aSecondRunIsRefusedWhileOneIsGoing() throws Exception {
    CompletableFuture<Answer> first;
    try (RunHold hold = RunHold.on(database)) {
      first = CompletableFuture.supplyAsync(service::maintain);
      long runId = hold.awaitRun();
      Answer second = service.maintain();
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.header("content-type")).isEqualTo("application/problem+json");
      assertThat(second.json().getLong("runId")).isEqualTo(runId);
      Answer going = service.get(RUNS + runId);
      assertThat(going.json().getString("status")).isEqualTo("RUNNING");
      assertThat(going.json().getString("finishedAt")).isNull();
    }
    assertThat(first.join().status()).isEqualTo(200);
    assertThat(service.maintain().status()).isEqualTo(200);
  }

  @Test
  void ofManyAtOnceOneGoesAtATime() {
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 8)
            .mapToObj(n -> CompletableFuture.supplyAsync(service::maintain))
            .toList();
    assertThat(answers.stream().map(answer -> answer.join().status())).containsOnly(200, 409);
    assertThat(database.column("SELECT DISTINCT status FROM stillwater.maintenance_run"))
        .containsExactly("SUCCEEDED");
  }

  @Test
  void aRunThatTakesLongIsToldOfAndGoesOn() throws Exception {
    try (TestService impatient =
        TestService.start(
            database,
            new SettableClock(NOW),
            "http.maintenance-wait=20ms",
            "database.lock-timeout=30s")) {
      Answer accepted;
      try (RunHold hold = RunHold.on(database)) {
        accepted = impatient.maintain();
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().getString("status")).isEqualTo("RUNNING");
        assertThat(accepted.header("location")).isEqualTo(RUNS + hold.awaitRun());
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(impatient.get(accepted.header("location")).json().getString("status"))
                      .isEqualTo("SUCCEEDED"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999", "0", "999999999999999999"})
  void anUnknownRunIsNotFound(String runId) {
    assertThat(service.get(RUNS + runId).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "-1",
        "1.5",
        "0x1",
        "9223372036854775808",
        "1;DROP",
        "%20",
        "%00",
        "\u0661"
      })
  void anOddRunIdIsRefused(String runId) {
    Answer answer = service.get(RUNS + TestService.encode(runId).replace("%25", "%"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  void anUnknownParameterStartsNothing() {
    Answer answer = service.post("/api/v1/snapshots/maintenance?now=true", TestService.JSON, "");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("field")).isEqualTo("now");
    assertThat(database.count("SELECT count(*) FROM stillwater.maintenance_run")).isZero();
  }
}
