package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of a run while it goes, by its own instance and by another one. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ProgressIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private final TestDatabase database;
  private final TestService own;
  private final TestService other;
  private final List<JsonObject> heardByOther = new CopyOnWriteArrayList<>();

  ProgressIT(TestDatabase database) {
    this.database = database;
    this.own = start();
    this.other = start();
  }

  private TestService start() {
    return TestService.start(database, new SettableClock(NOW), "database.lock-timeout=30s");
  }

  @BeforeAll
  void fill() {
    database.execute(
        "INSERT INTO stillwater.stream (stream_id) SELECT n::text FROM generate_series(1, 50) AS n");
    SqlEvents.write(database, 40, NOW.minus(Duration.ofDays(190)), NOW.minus(Duration.ofDays(120)));
    SqlEvents.write(database, 7, NOW.minus(Duration.ofDays(5)), NOW);
    other
        .vertx()
        .eventBus()
        .<JsonObject>consumer(
            Addresses.MAINTENANCE_EVENTS, message -> heardByOther.add(message.body()));
  }

  @AfterAll
  void close() {
    own.close();
    other.close();
  }

  @Test
  void aRunIsToldOfAsItGoes() throws Exception {
    CompletableFuture<Answer> run;
    long runId;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(own::maintain);
      runId = hold.awaitRun();
      await()
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                JsonObject running = status(other).getJsonObject("running");
                assertThat(running.getLong("runId")).isEqualTo(runId);
                JsonObject progress = running.getJsonObject("progress");
                assertThat(progress.getString("phase")).isEqualTo("SNAPSHOT");
                assertThat(progress.getLong("streamsDone")).isZero();
                assertThat(progress.getLong("monthsTotal")).isZero();
              });
      await().until(() -> heardOf(runId).size() >= 3);
    }
    assertThat(run.join().status()).isEqualTo(200);
    await().until(() -> type(last(heardOf(runId))).equals("FINISHED"));
    List<JsonObject> heard = heardOf(runId);
    assertThat(heard.stream().map(ProgressIT::type).distinct())
        .containsExactly("STARTED", "PROGRESS", "FINISHED");
    assertThat(heard.stream().map(event -> event.getString("id")).toList())
        .doesNotHaveDuplicates()
        .startsWith(runId + "-0", runId + "-1", runId + "-2");
    JsonObject finished = last(heard).getJsonObject("run");
    assertThat(finished).isEqualTo(run.join().json());
    assertThat(status(other).getValue("running")).isNull();
    assertThat(status(other).getJsonObject("lastRun")).isEqualTo(finished);
    assertThat(status(other).getJsonArray("months"))
        .anySatisfy(month -> assertThat((JsonObject) month).isEqualTo(november()));
    assertThatSubscribersHear();
  }

  private JsonObject november() {
    return new JsonObject()
        .put("month", "2026-11")
        .put("hot", 7)
        .put(
            "hotBytes",
            (int)
                database.count(
                    "SELECT pg_total_relation_size('stillwater.event_log_2026_11'::regclass)"))
        .put("archived", 0)
        .put("archivedBytes", 0)
        .put("lateEvents", 0)
        .put("snapshots", (int) database.count("SELECT count(*) FROM stillwater.stream_snapshot"))
        .put("held", false)
        .put("estimated", false);
  }

  /** Over HTTP, of either instance, from the beginning. */
  private void assertThatSubscribersHear() throws Exception {
    for (TestService service : List.of(own, other)) {
      try (Stream<String> lines =
          HttpClient.newHttpClient()
              .send(
                  service
                      .request("/api/v1/maintenance/events")
                      .header("Last-Event-ID", "0-0")
                      .build(),
                  BodyHandlers.ofLines())
              .body()) {
        assertThat(
                lines
                    .peek(ContractCheck::runEvent)
                    .filter(line -> line.startsWith("event: "))
                    .limit(2))
            .containsExactly("event: started", "event: progress");
      }
    }
  }

  @Test
  void aCaptureShowsHowFarItHasCome() throws SQLException {
    database.execute(
        """
        CREATE SEQUENCE public.captured;
        CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF nextval('public.captured') % 2000 = 0 THEN PERFORM pg_sleep(0.4); END IF;
          RETURN NEW;
        END $$;
        CREATE TRIGGER slow BEFORE INSERT ON stillwater.stream_snapshot FOR EACH ROW EXECUTE FUNCTION public.slow();
        INSERT INTO stillwater.stream (stream_id, state)
        SELECT 'many-' || n, jsonb_build_object('text', repeat(md5(n::text), 10)) FROM generate_series(1, 20000) AS n;
        TRUNCATE stillwater.stream_snapshot
        """);
    CompletableFuture<Answer> run = CompletableFuture.supplyAsync(own::maintain);
    await()
        .ignoreExceptions() // before it has begun
        .untilAsserted(
            () -> {
              JsonObject progress =
                  status(other).getJsonObject("running").getJsonObject("progress");
              assertThat(progress.getLong("streamsDone")).isBetween(1000L, 19_000L);
              assertThat(progress.getLong("rowsPerSecond")).isPositive();
              assertThat(progress.getLong("secondsLeft")).isPositive();
            });
    assertThat(run.join().json().getLong("streamsTotal")).isEqualTo(20_050);
    database.execute("DROP FUNCTION public.slow CASCADE");
  }

  private List<JsonObject> heardOf(long runId) {
    return heardByOther.stream()
        .filter(event -> event.getJsonObject("run").getLong("runId") == runId)
        .toList();
  }

  private static JsonObject last(List<JsonObject> events) {
    return events.get(events.size() - 1);
  }

  private static String type(JsonObject event) {
    return event.getString("type");
  }

  private static JsonObject status(TestService service) {
    return service.get("/api/v1/maintenance").json();
  }
}
