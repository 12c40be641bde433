package dev.stillwater.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole months change tables as they are; the rest moves in batches. */
class SwitchIT {

  private static final Instant BIRTH = Instant.parse("2026-08-01T02:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant SEPTEMBER = Instant.parse("2026-09-01T02:00:00Z");

  private final SettableClock clock = new SettableClock(BIRTH);
  private TestDatabase database;
  private TestService service;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    service = TestService.start(database, clock, "archive.batch-size=10");
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  private JsonObject run() {
    Answer answer = service.maintain();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private List<String> partitions(String table) {
    return database.column(
        "SELECT name FROM stillwater.partitions('stillwater.%s')".formatted(table));
  }

  private String fileOf(String table) {
    return database.column("SELECT pg_relation_filenode('stillwater.%s')".formatted(table)).get(0);
  }

  @Test
  void aWholeMonthIsTheSameTableAfterwards() {
    SqlEvents.write(database, 100, MAY, JUNE);
    SqlEvents.write(database, 30, JUNE, JULY);
    Holdings written = Holdings.of(database);
    String may = fileOf("event_log_2026_05");
    clock.set(SEPTEMBER);

    JsonObject run = run();

    assertThat(fileOf("stream_archive_2026_05")).isEqualTo(may);
    assertThat(partitions("event_log")).startsWith("event_log_landing", "event_log_2026_06");
    assertThat(partitions("stream_archive"))
        .containsExactly("stream_archive_landing", "stream_archive_2026_05");
    assertThat(run)
        .contains(
            entry("eventsArchived", 100), entry("monthsArchived", 1), entry("eventsEstimated", 0));
    assertThat(Holdings.of(database)).isEqualTo(written);
    assertThat(
            database.count(
                "SELECT count(*) FROM stillwater.stream_archive WHERE archived_at = '%s'"
                    .formatted(SEPTEMBER)))
        .isEqualTo(100);
  }

  @Test
  void allThatIsOldChangesTables() {
    SqlEvents.write(database, 300, MAY, Instant.parse("2026-11-01T00:00:00Z"));
    Holdings written = Holdings.of(database);
    clock.set(Instant.parse("2027-01-01T02:00:00Z"));

    JsonObject run = run();

    assertThat(run.getInteger("monthsArchived")).isEqualTo(5);
    assertThat(partitions("event_log")).startsWith("event_log_landing", "event_log_2026_10");
    assertThat(partitions("stream_archive"))
        .contains("stream_archive_2026_05", "stream_archive_2026_09")
        .hasSize(6);
    assertThat(Holdings.of(database)).isEqualTo(written);
  }

  @Test
  void oldMonthsWithoutEventsGo() {
    SqlEvents.write(database, 10, JULY, JULY.plus(Duration.ofDays(10)));
    clock.set(Instant.parse("2027-01-01T02:00:00Z"));
    run();
    assertThat(partitions("event_log")).startsWith("event_log_landing", "event_log_2026_10");
    assertThat(partitions("stream_archive"))
        .containsExactly("stream_archive_landing", "stream_archive_2026_07");
  }

  @Test
  void aCutoffAmidAMonthMovesAPartAndSpoilsNoLaterSwitch() {
    SqlEvents.write(database, 62, MAY, JULY);
    Holdings written = Holdings.of(database);
    clock.set(Instant.parse("2026-08-16T12:00:00Z"));
    assertThat(run()).contains(entry("eventsArchived", 16), entry("lateEvents", 0));

    String june = fileOf("event_log_2026_06");
    clock.set(SEPTEMBER);
    assertThat(run()).contains(entry("eventsArchived", 16), entry("lateEvents", 0));
    assertThat(partitions("event_log")).startsWith("event_log_landing", "event_log_2026_06");

    clock.set(Instant.parse("2026-10-01T02:00:00Z"));
    assertThat(run()).contains(entry("eventsArchived", 30));
    assertThat(fileOf("stream_archive_2026_06")).isEqualTo(june);
    assertThat(Holdings.of(database)).isEqualTo(written);
  }

  @Test
  void aMonthMayBeLeftUntilAllOfItIsOld() {
    service.close();
    service = TestService.start(database, clock, "archive.whole-months-only=true");
    SqlEvents.write(database, 31, MAY, JUNE);
    clock.set(Instant.parse("2026-08-16T12:00:00Z"));
    assertThat(run().getInteger("eventsArchived")).isZero();
    clock.set(SEPTEMBER);
    assertThat(run().getInteger("eventsArchived")).isEqualTo(31);
  }

  @Test
  void aLateEventIsReadableAtOnceAndArchivedByTheNextRun() {
    SqlEvents.write(database, 31, MAY, JUNE);
    clock.set(SEPTEMBER);
    run();
    TestEvent late = TestEvent.at("2026-05-10T00:00:00Z");
    TestEvent older = TestEvent.of(late.streamId(), "2026-03-10T00:00:00Z");
    Answer answer =
        service.post("/api/v1/events", TestService.NDJSON, late.json() + "\n" + older.json());
    assertThat(answer.json().getInteger("accepted")).isEqualTo(2);
    assertThat(archivedAt(late)).containsExactly(null, null);

    assertThat(run()).contains(entry("eventsArchived", 2), entry("lateEvents", 2));

    String now = "2026-09-01T02:00:00.000000Z";
    assertThat(archivedAt(late)).containsExactly(now, now);
    assertThat(late.heldBy(database)).containsExactly("stream_archive");
    assertThat(partitions("stream_archive")).contains("stream_archive_2026_03");
  }

  private List<String> archivedAt(TestEvent event) {
    return service.get("/api/v1/streams/" + event.streamId() + "/events").list("events").stream()
        .map(shown -> shown.getString("archivedAt"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE stillwater.event_log_2026_05 DROP CONSTRAINT month_bounds",
        """
        ALTER TABLE stillwater.event_log_2026_05 DROP CONSTRAINT month_bounds,
          ADD CONSTRAINT month_bounds CHECK (occurred_at >= '2026-05-01 00:00Z' AND occurred_at < '2026-06-01 00:00Z') NOT VALID
        """,
        """
        ALTER TABLE stillwater.event_log_2026_05 DROP CONSTRAINT month_bounds,
          ADD CONSTRAINT month_bounds CHECK (occurred_at >= '2026-05-01 00:00Z' AND occurred_at < '2027-06-01 00:00Z')
        """
      })
  void aMonthThatWouldBeScannedUnderALockIsRefused(String spoil) {
    SqlEvents.write(database, 31, MAY, JUNE);
    TestEvent late = TestEvent.at("2026-03-10T00:00:00Z");
    database.execute(late.insert());
    database.execute(spoil);
    clock.set(SEPTEMBER);

    JsonObject problem = service.maintain().problem(500);

    assertThat(problem.getString("detail"))
        .contains(
            "the month event_log_2026_05 cannot be archived",
            "no valid constraint CHECK (occurred_at >= '2026-05-01 00:00:00+00' AND occurred_at < '2026-06-01 00:00:00+00')");
    assertThat(late.heldBy(database)).containsExactly("event_log");
    database.execute(
        """
        ALTER TABLE stillwater.event_log_2026_05 DROP CONSTRAINT IF EXISTS month_bounds,
          ADD CHECK (occurred_at >= '2026-05-01 00:00Z' AND occurred_at < '2026-06-01 00:00Z')
        """);
    assertThat(run().getInteger("eventsArchived")).isEqualTo(32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALTER TABLE stillwater.event_log ADD note text | stream_archive lacks the column note text of event_log
          ALTER TABLE stillwater.stream_archive ADD note text | event_log lacks the column note text of stream_archive
          ALTER TABLE stillwater.event_log ADD note text; ALTER TABLE stillwater.stream_archive ADD note text | events would lose the column note
          ALTER TABLE stillwater.stream_archive ALTER event_type TYPE varchar | stream_archive lacks the column event_type text NOT NULL of event_log
          ALTER TABLE stillwater.stream_archive ALTER payload DROP NOT NULL | stream_archive lacks the column payload jsonb NOT NULL of event_log
          CREATE INDEX ON stillwater.stream_archive (event_type) | event_log lacks the index USING btree (event_type) of stream_archive
          CREATE INDEX ON stillwater.event_log (event_type) | stream_archive lacks the index USING btree (event_type) of event_log
          CREATE INDEX e ON ONLY stillwater.event_log (event_type); CREATE INDEX a ON ONLY stillwater.stream_archive (event_type) | is not on all partitions of event_log
          ALTER TABLE stillwater.stream_archive DROP CONSTRAINT stream_id_length | stream_archive lacks the constraint CHECK
          ALTER TABLE stillwater.stream_archive ALTER archived_at DROP NOT NULL | stream_archive lacks the column archived_at timestamp with time zone NOT NULL
          """)
  void driftIsRefused(String drift, String text) {
    SqlEvents.write(database, 31, MAY, JUNE);
    TestEvent late = TestEvent.at("2026-03-10T00:00:00Z");
    database.execute(late.insert());
    database.execute(drift);
    clock.set(SEPTEMBER);
    assertThat(service.get("/api/v1/maintenance/plan").json().getJsonArray("faults").encode())
        .contains(text);
    assertThat(service.maintain().problem(500).getString("detail")).contains(text);
    assertThat(database.count("SELECT count(*) FROM stillwater.event_log")).isEqualTo(32);
  }

  @Test
  void anotherTransactionIsWaitedForAndNamed() throws Exception {
    SqlEvents.write(database, 31, MAY, JUNE);
    clock.set(SEPTEMBER);
    CompletableFuture<JsonObject> run;
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("SELECT count(*) FROM stillwater.event_log");
      run = CompletableFuture.supplyAsync(this::run);
      // an attempt may have met it before it was seen
      await()
          .untilAsserted(
              () ->
                  assertThat(waitingFor())
                      .singleElement()
                      .asString()
                      .startsWith("a transaction of ")
                      .contains("open since", "that has used event_log"));
      TestEvent event = TestEvent.at("2026-08-01T00:00:00Z");
      assertThat(service.post("/api/v1/events", TestService.JSON, event.json()).status())
          .isEqualTo(200);
      assertThat(archivedAt(event)).hasSize(1);
      reader.commit();
    }
    assertThat(run.join().getMap())
        .contains(entry("eventsArchived", 31), entry("status", "SUCCEEDED"))
        .containsEntry("waitingFor", null);
  }

  private List<String> waitingFor() {
    return database.column(
        "SELECT waiting_for FROM stillwater.maintenance_run WHERE status = 'RUNNING' AND waiting_for IS NOT NULL");
  }

  @Test
  void thePlanTellsWhatWouldHappenAndChangesNothing() {
    TestEvent landed = TestEvent.at("2026-03-10T00:00:00Z");
    database.execute(landed.insert());
    SqlEvents.write(database, 31, MAY, JUNE);
    SqlEvents.write(database, 30, JUNE, JULY);
    clock.set(Instant.parse("2026-09-11T00:00:00Z"));

    Answer plan = service.get("/api/v1/maintenance/plan");

    Answer dryRun = service.post("/api/v1/snapshots/maintenance?dryRun=true", TestService.JSON, "");
    assertThat(dryRun.body()).isEqualTo(plan.body());
    assertThat(plan.json())
        .contains(entry("month", "2026-09"), entry("cutoff", "2026-06-11T00:00:00.000000Z"));
    assertThat(plan.list("months"))
        .filteredOn(month -> month.getInteger("rows") > 0)
        .extracting(
            month -> month.getString("month"),
            month -> month.getInteger("rows"),
            month -> month.getString("how"),
            month -> month.getString("heldBackBy"))
        .containsExactly(
            tuple(null, 1, "BATCHES", "it is no month"),
            tuple("2026-05", 31, "SWITCH", null),
            tuple("2026-06", 30, "BATCHES", "its end is not before the cutoff"));
    assertThat(plan.list("months")).allSatisfy(m -> assertThat(m.getLong("bytes")).isNotNegative());
    assertThat(database.count("SELECT count(*) FROM stillwater.event_log")).isEqualTo(62);
    assertThat(database.count("SELECT count(*) FROM stillwater.maintenance_run")).isZero();
  }

  @Test
  void aLargeMonthIsEstimatedFirstAndCountedLater() {
    // a month in use is skipped, also where the user is autovacuum
    database.execute("ALTER TABLE stillwater.event_log_2026_05 SET (autovacuum_enabled = false)");
    SqlEvents.write(database, 100_000, MAY, JUNE);
    clock.set(SEPTEMBER);
    JsonObject run = run();
    assertThat(run.getInteger("eventsArchived")).isBetween(90_000, 110_000);
    await()
        .untilAsserted(
            () ->
                assertThat(service.get("/api/v1/maintenance/runs/" + run.getLong("runId")).json())
                    .contains(entry("eventsEstimated", 0), entry("eventsArchived", 100_000)));
    await()
        .until(
            () ->
                database.count(
                        "SELECT vacuum_count FROM pg_stat_all_tables WHERE relname = 'stream_archive_2026_05'")
                    == 1);
  }

  @Test
  void theLogHasNeitherGapNorDefault() {
    SqlEvents.write(database, 300, MAY, Instant.parse("2026-11-01T00:00:00Z"));
    for (String now :
        List.of("2026-08-15T00:00:00Z", "2026-09-20T00:00:00Z", "2026-12-01T00:00:00Z")) {
      clock.set(Instant.parse(now));
      run();
      assertThat(gaps()).isEmpty();
    }
  }

  private List<String> gaps() {
    return database.column(
        """
        SELECT name FROM (SELECT name, lower, lag(upper) OVER (ORDER BY upper) AS before
          FROM stillwater.partitions('stillwater.event_log')) p
        WHERE lower IS DISTINCT FROM before
        """);
  }

  private static Map.Entry<String, Object> entry(String name, Object value) {
    return Map.entry(name, value);
  }
}
