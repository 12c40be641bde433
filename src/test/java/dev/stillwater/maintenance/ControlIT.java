package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be asked of maintenance: phases, patience, runs and their end. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ControlIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String MAINTENANCE = "/api/v1/snapshots/maintenance";
  private static final String RUNS = "/api/v1/maintenance/runs";

  private final TestDatabase database;
  private final TestService service;

  ControlIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(
            database,
            new SettableClock(NOW),
            "database.lock-timeout=30s",
            "http.maintenance-wait=8s");
  }

  @AfterAll
  void close() {
    service.close();
  }

  @BeforeEach
  void fill() {
    database.execute(
        """
        TRUNCATE stillwater.stream, stillwater.stream_snapshot, stillwater.event_log,
          stillwater.stream_archive, stillwater.maintenance_run;
        INSERT INTO stillwater.stream (stream_id) VALUES ('a'), ('b')
        """);
    SqlEvents.write(database, 30, NOW.minus(Duration.ofDays(190)), NOW.minus(Duration.ofDays(150)));
  }

  @ParameterizedTest
  @CsvSource({"snapshot, SNAPSHOT, 2, 0", "archive, ARCHIVE, 0, 30"})
  void aPhaseRunsAlone(String phase, String kind, int snapshots, int archived) {
    JsonObject run = start("?phase=" + phase).json();
    assertThat(run.getString("kind")).isEqualTo(kind);
    assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
    assertThat(run.getInteger("snapshotsCreated")).isEqualTo(snapshots);
    assertThat(run.getInteger("eventsArchived")).isEqualTo(archived);
    assertThat(database.count("SELECT count(*) FROM stillwater.stream_snapshot"))
        .isEqualTo(snapshots);
    assertThat(database.count("SELECT count(*) FROM stillwater.stream_archive"))
        .isEqualTo(archived);
  }

  @Test
  void aPhaseIsPlannedAlone() {
    assertThat(start("?dryRun=true&phase=archive").list("months")).isNotEmpty();
    assertThat(start("?dryRun=true&phase=snapshot").list("months")).isEmpty();
    assertThat(database.count("SELECT count(*) FROM stillwater.maintenance_run")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?phase=", "?phase=both", "?phase=SNAPSHOT", "?dryRun=true&phase=x"})
  void anUnknownPhaseIsRefused(String query) {
    assertThat(start(query).problem(400).getString("field")).isEqualTo("phase");
    assertThat(database.count("SELECT count(*) FROM stillwater.maintenance_run")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"wait=0, wait=0", "respond-async, wait=0", "'respond-async, wait=1', wait=1"})
  void theClientMayHaveLessPatience(String preference, String applied) throws Exception {
    try (RunHold hold = RunHold.on(database)) {
      Answer answer = startPreferring(preference);
      assertThat(answer.status()).isEqualTo(202);
      long runId = hold.awaitRun();
      assertThat(answer.header("location")).isEqualTo(RUNS + "/" + runId);
      assertThat(answer.header("preference-applied")).isEqualTo(applied);
      cancel(runId);
      awaitEnd(runId);
    }
  }

  private void awaitEnd(long runId) {
    await()
        .until(() -> !service.get(RUNS + "/" + runId).json().getString("status").equals("RUNNING"));
  }

  @ParameterizedTest
  @CsvSource({"wait=3600, wait=8", "'wait=\"5\"', wait=5"})
  void noMoreThanTheServiceHas(String preference, String applied) {
    Answer answer = startPreferring(preference);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("preference-applied")).isEqualTo(applied);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=soon", "wait=-1", "handling=strict", ""})
  void otherPreferencesAreIgnored(String preference) {
    Answer answer = startPreferring(preference);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("preference-applied")).isNull();
  }

  @Test
  void runsArePagedNewestFirst() {
    for (int i = 0; i < 5; i++) {
      service.maintain();
    }
    Answer first = service.get(RUNS + "?limit=2");
    assertThat(first.list("runs")).hasSize(2);
    Answer second = service.get(RUNS + "?limit=3&cursor=" + first.json().getString("next"));
    assertThat(second.json().getString("next")).isNull();
    List<Long> ids =
        List.of(first, second).stream()
            .flatMap(page -> page.list("runs").stream())
            .map(run -> run.getLong("runId"))
            .toList();
    assertThat(ids).hasSize(5).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(service.get(RUNS + "?cursor=x").problem(400).getString("field")).isEqualTo("cursor");
    assertThat(service.get(RUNS + "?limit=0").problem(400).getString("field")).isEqualTo("limit");
  }

  @Test
  void runsAreChosenByStatusKindAndTrigger() {
    for (String query : List.of("?phase=snapshot", "", "?phase=snapshot", "?phase=archive")) {
      start(query);
    }
    service.ask("stillwater.maintenance.start", new JsonObject().put("phase", "snapshot"));
    assertThat(kinds("?kind=SNAPSHOT")).containsExactly("SNAPSHOT", "SNAPSHOT", "SNAPSHOT");
    assertThat(kinds("?trigger=EVENT_BUS")).containsExactly("SNAPSHOT");
    assertThat(kinds("?status=FAILED")).isEmpty();
    assertThat(kinds("?status=SUCCEEDED")).hasSize(5);
    Answer first = service.get(RUNS + "?status=SUCCEEDED&kind=SNAPSHOT&trigger=MANUAL&limit=1");
    assertThat(first.list("runs")).hasSize(1);
    String next = first.json().getString("next");
    assertThat(kinds("?status=SUCCEEDED&kind=SNAPSHOT&trigger=MANUAL&cursor=" + next))
        .containsExactly("SNAPSHOT");
    JsonObject archive = new JsonObject().put("kind", "ARCHIVE").put("status", "SUCCEEDED");
    assertThat(service.ask("stillwater.maintenance.runs", archive).list("runs")).hasSize(1);
  }

  private List<String> kinds(String query) {
    return service.get(RUNS + query).list("runs").stream()
        .map(run -> run.getString("kind"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"status, succeeded", "kind, BOTH", "trigger, ''"})
  void anUnknownConstantIsRefused(String field, String value) {
    JsonObject problem = service.get(RUNS + "?" + field + "=" + value).problem(400);
    assertThat(problem.getString("field")).isEqualTo(field);
    assertThat(problem.getString("expected")).startsWith("one of ");
  }

  @Test
  void whatHasEndedCannotBeCancelled() {
    long runId = service.maintain().json().getLong("runId");
    assertThat(cancel(runId).problem(409).getString("detail")).contains("succeeded");
    assertThat(cancel(runId + 1000).status()).isEqualTo(404);
    assertThat(service.send(service.request(RUNS + "/x").DELETE()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/maintenance?x=1", "/api/v1/maintenance/runs?x=1"})
  void unknownParametersAreRefused(String path) {
    assertThat(service.get(path).problem(400).getString("field")).isEqualTo("x");
  }

  private Answer start(String query) {
    return service.post(MAINTENANCE + query, TestService.JSON, "");
  }

  private Answer startPreferring(String preference) {
    return service.send(
        service.request(MAINTENANCE).header("Prefer", preference).POST(BodyPublishers.noBody()));
  }

  private Answer cancel(long runId) {
    return service.send(service.request(RUNS + "/" + runId).DELETE());
  }
}
