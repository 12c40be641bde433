package dev.stillwater.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archived months come back to the log, stay there while they are held, and go again. */
class RestoreIT {

  private static final Instant BIRTH = Instant.parse("2026-08-01T02:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2027-01-01T02:00:00Z");
  private static final Instant NEXT = Instant.parse("2027-02-01T02:00:00Z");

  private final SettableClock clock = new SettableClock(BIRTH);
  private TestDatabase database;
  private TestService service;

  @BeforeEach
  void start() {
    database = TestDatabase.create();
    service =
        TestService.start(database, clock, "archive.batch-size=10", "http.maintenance-wait=120s");
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  /** April in batches, May to September as they are; what is of October stays hot. */
  private Holdings archiveSixMonths() {
    SqlEvents.write(database, 214, APRIL, NOVEMBER);
    clock.set(NOW);
    run();
    assertThat(archived()).isEqualTo(183);
    return Holdings.of(database);
  }

  private JsonObject run() {
    Answer answer = service.maintain();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private Answer restore(String month) {
    return service.post("/api/v1/archive/" + month + "/restore", TestService.JSON, "");
  }

  private Answer release(String month) {
    return service.send(
        service
            .request("/api/v1/archive/" + month + "/restore")
            .method("DELETE", BodyPublishers.noBody()));
  }

  private long archived() {
    return database.count("SELECT count(*) FROM stillwater.stream_archive");
  }

  private long hot(String month) {
    return database.count(
        "SELECT count(*) FROM stillwater.event_log WHERE to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM') = '%s'"
            .formatted(month));
  }

  private String fileOf(String table) {
    return database.column("SELECT pg_relation_filenode('stillwater.%s')".formatted(table)).get(0);
  }

  private List<String> partitions() {
    return database.column("SELECT name FROM stillwater.partitions('stillwater.event_log')");
  }

  private void assertNoGap() {
    assertThat(
            database.column(
                """
                SELECT name FROM (SELECT name, lower, lag(upper) OVER (ORDER BY upper) AS before
                  FROM stillwater.partitions('stillwater.event_log')) p
                WHERE lower IS DISTINCT FROM before
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-04", "2026-07", "2026-09"})
  void aMonthComesBackAsTheTableThatItIsAndStaysUntilItIsReleased(String month) {
    Holdings held = archiveSixMonths();
    String name = month.replace('-', '_');
    long events = database.count("SELECT count(*) FROM stillwater.stream_archive_" + name);
    String file = fileOf("stream_archive_" + name);

    Answer answer = restore(month);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json())
        .contains(Map.entry("month", month), Map.entry("held", true))
        .contains(Map.entry("eventsRestored", (int) events));
    assertThat(fileOf("event_log_" + name)).isEqualTo(file);
    assertThat(hot(month)).isEqualTo(events);
    assertThat(Holdings.of(database)).isEqualTo(held);
    assertNoGap();

    clock.set(NEXT);
    run();
    assertThat(hot(month)).isEqualTo(events);
    assertNoGap();

    assertThat(release(month).status()).isEqualTo(204);
    assertThat(hot(month)).isEqualTo(events);
    run();
    assertThat(hot(month)).isZero();
    assertThat(fileOf("stream_archive_" + name)).isEqualTo(file);
    assertThat(partitions()).startsWith("event_log_landing", "event_log_2026_11");
    assertThat(Holdings.of(database)).isEqualTo(held);
  }

  @Test
  void severalMonthsMayBeBackAtOnce() {
    Holdings held = archiveSixMonths();
    for (String month : List.of("2026-07", "2026-05", "2026-09")) {
      assertThat(restore(month).status()).isEqualTo(200);
      assertNoGap();
    }
    clock.set(NEXT);
    run();
    assertThat(hot("2026-07")).isPositive();
    assertThat(release("2026-07").status()).isEqualTo(204);
    run();
    assertThat(hot("2026-07")).isZero();
    assertThat(hot("2026-05")).isPositive();
    assertThat(hot("2026-09")).isPositive();
    assertNoGap();
    assertThat(Holdings.of(database)).isEqualTo(held);
  }

  @Test
  void whatHasLandedFindsItsPlace() {
    archiveSixMonths();
    List<TestEvent> before = write("2026-02-02", "2026-05-05", "2026-07-07", "2026-08-08");
    assertThat(restore("2026-07").status()).isEqualTo(200);
    List<TestEvent> after = write("2026-02-02", "2026-05-05", "2026-07-07", "2026-08-08");
    assertThat(restore("2026-05").status()).isEqualTo(200);
    Holdings held = Holdings.of(database);
    assertThat(hot("2026-07")).isEqualTo(31 + 2);

    run();

    assertThat(List.of(before, after))
        .allSatisfy(
            events -> {
              assertThat(events.get(0).heldBy(database)).containsExactly("stream_archive");
              assertThat(events.get(1).heldBy(database)).containsExactly("event_log");
              assertThat(events.get(2).heldBy(database)).containsExactly("event_log");
              assertThat(events.get(3).heldBy(database)).containsExactly("stream_archive");
            });
    assertThat(Holdings.of(database)).isEqualTo(held).extracting("keys").isEqualTo(held.events());
    assertNoGap();
  }

  private List<TestEvent> write(String... days) {
    List<TestEvent> events =
        List.of(days).stream().map(day -> TestEvent.at(day + "T00:00:00Z")).toList();
    events.forEach(event -> database.execute(event.insert()));
    return events;
  }

  @Test
  void anEventSentAgainIsADuplicateWhereverItsMonthIs() {
    archiveSixMonths();
    TestEvent event = TestEvent.at("2026-07-07T00:00:00Z");
    assertThat(accepted(event)).isEqualTo(1);
    run();
    assertThat(accepted(event)).isZero();
    restore("2026-07");
    assertThat(accepted(event)).isZero();
    release("2026-07");
    run();
    assertThat(accepted(event)).isZero();
    assertThat(event.heldBy(database)).containsExactly("stream_archive");
  }

  private int accepted(TestEvent event) {
    return service
        .post("/api/v1/events", TestService.JSON, event.json())
        .json()
        .getInteger("accepted");
  }

  @Test
  void aMonthSplitByACutoffComesBackInBatchesAndGoesAsAWhole() {
    SqlEvents.write(
        database, 62, Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));
    Holdings held = Holdings.of(database);
    clock.set(Instant.parse("2026-08-16T12:00:00Z"));
    run();
    assertThat(archived()).isEqualTo(16);
    // so that the hot rest is too much to be moved under a lock
    database.execute(
        """
        INSERT INTO stillwater.event_log (stream_id, event_type, occurred_at, payload)
        SELECT 'big', 'big', '2026-05-20T00:00:00Z', jsonb_build_object('t', repeat(md5(n::text), 50))
        FROM generate_series(1, 10000) n
        """);

    Answer answer = restore("2026-05");

    assertThat(answer.json().getInteger("eventsRestored")).isEqualTo(16);
    assertThat(archived()).isZero();
    assertThat(hot("2026-05")).isEqualTo(32 + 10_000);
    String file = fileOf("event_log_2026_05");
    clock.set(Instant.parse("2026-09-01T02:00:00Z"));
    run();
    assertThat(archived()).isZero();
    release("2026-05");
    run();
    assertThat(fileOf("stream_archive_2026_05")).isEqualTo(file);
    database.execute("DELETE FROM stillwater.stream_archive WHERE stream_id = 'big'");
    assertThat(Holdings.of(database)).isEqualTo(held);
  }

  @Test
  void aMonthYearsAgoComesBack() {
    TestEvent old = TestEvent.at("2021-02-10T00:00:00Z");
    database.execute(old.insert());
    TestEvent between = TestEvent.at("2023-02-10T00:00:00Z");
    clock.set(NOW);
    run();
    database.execute(between.insert());
    assertThat(restore("2021-02").status()).isEqualTo(200);
    assertThat(old.heldBy(database)).containsExactly("event_log");
    assertNoGap();
    release("2021-02");
    run();
    assertThat(old.heldBy(database)).containsExactly("stream_archive");
    assertThat(between.heldBy(database)).containsExactly("stream_archive");
    assertThat(partitions()).startsWith("event_log_landing", "event_log_2026_10");
    assertNoGap();
  }

  @Test
  void whatIsNotArchivedIsNotFoundAndWhatIsThereIsKept() {
    archiveSixMonths();
    restore("2026-12").problem(404);
    restore("2026-10").problem(404);
    restore("2026-01").problem(404);
    assertThat(restore("2026-7").problem(400).getString("field")).isEqualTo("month");
    assertThat(release("2026-13").problem(400).getString("field")).isEqualTo("month");
    assertThat(release("2026-07").status()).isEqualTo(204);
    assertThat(restore("2026-07").status()).isEqualTo(200);
    assertThat(restore("2026-07").json())
        .contains(Map.entry("held", true), Map.entry("eventsRestored", 0));
    release("2026-07");
    assertThat(restore("2026-07").status()).isEqualTo(200);
    run();
    assertThat(hot("2026-07")).isEqualTo(31);
  }

  @Test
  void aMonthInTheLandingPartitionOfTheArchiveCannotComeBackByItself() {
    database.execute(TestEvent.at("1999-02-10T00:00:00Z").insert());
    clock.set(NOW);
    run();
    assertThat(restore("1999-02").problem(422).getString("detail")).contains("shares its place");
  }

  @Test
  void aRunThatIsGoingIsNotDisturbed() throws Exception {
    archiveSixMonths();
    CompletableFuture<Answer> run;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(service::maintain);
      long runId = hold.awaitRun();
      assertThat(restore("2026-07").problem(409).getLong("runId")).isEqualTo(runId);
    }
    assertThat(run.join().status()).isEqualTo(200);
  }

  @Test
  void aMonthThatIsHeldAnewWhileARunWantsItStays() throws Exception {
    archiveSixMonths();
    restore("2026-09");
    release("2026-09");
    CompletableFuture<JsonObject> run;
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("SELECT count(*) FROM stillwater.event_log");
      run = CompletableFuture.supplyAsync(this::run);
      awaitWaiting("%");
      assertThat(restore("2026-09").status()).isEqualTo(200);
      reader.commit();
    }
    run.join();
    assertThat(hot("2026-09")).isEqualTo(30);
  }

  private void awaitWaiting(String reason) {
    String waiting =
        "SELECT count(*) FROM stillwater.maintenance_run WHERE waiting_for LIKE '" + reason + "'";
    await().until(() -> database.count(waiting) == 1);
  }

  /** Its snapshots would be older than the locks that are waited for. */
  @Test
  void theIsolationLevelDoesNotDependOnTheDatabasesDefault() {
    Holdings held = archiveSixMonths();
    service.close();
    database.execute(
        """
        DO $$
        BEGIN
          EXECUTE format('ALTER DATABASE %I SET default_transaction_isolation = serializable', current_database());
        END $$
        """);
    service = TestService.start(database, clock);
    assertThat(restore("2026-07").status()).isEqualTo(200);
    release("2026-07");
    run();
    assertThat(Holdings.of(database)).isEqualTo(held);
    assertThat(hot("2026-07")).isZero();
  }

  /** Rows that it could see must not be taken away with the table that held them. */
  @Test
  void anOlderSnapshotIsWaitedForBeforeAMonthComesBack() throws Exception {
    archiveSixMonths();
    TestEvent late = TestEvent.at("2026-07-07T00:00:00Z");
    database.execute(late.insert());
    CompletableFuture<Answer> restored;
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      reader.createStatement().execute("SELECT count(*) FROM stillwater.stream");
      restored = CompletableFuture.supplyAsync(() -> restore("2026-07"));
      awaitWaiting("%older state%");
      assertThat(Holdings.of(reader).events()).isEqualTo(215);
      reader.commit();
    }
    assertThat(restored.join().status()).isEqualTo(200);
    assertThat(late.heldBy(database)).containsExactly("event_log");
  }

  @Test
  void aBrokenMonthIsRefusedBeforeAnythingIsTouched() {
    archiveSixMonths();
    database.execute("ALTER TABLE stillwater.stream_archive_2026_07 DROP CONSTRAINT month_bounds");
    assertThat(restore("2026-07").problem(500).getString("detail"))
        .contains(
            "the month stream_archive_2026_07 cannot be restored", "no valid constraint CHECK");
    assertThat(hot("2026-07")).isZero();
    assertThat(database.count("SELECT count(*) FROM stillwater.restored_month")).isZero();
  }

  @Test
  void thePlanNamesWhatIsHeld() {
    archiveSixMonths();
    restore("2026-09");
    assertThat(service.get("/api/v1/maintenance/plan").list("months"))
        .filteredOn(month -> "2026-09".equals(month.getString("month")))
        .singleElement()
        .satisfies(month -> assertThat(month.getString("how")).isEqualTo("STAY"))
        .satisfies(
            month -> assertThat(month.getString("heldBackBy")).contains("restored at 2027-01-01"));
  }

  @Test
  void otherVerticlesRestoreAndReleaseOverTheBus() {
    archiveSixMonths();
    JsonObject july = new JsonObject().put("month", "2026-07");
    assertThat(service.ask("stillwater.archive.restore", july).status()).isEqualTo(200);
    assertThat(
            database.count(
                "SELECT count(*) FROM stillwater.maintenance_run WHERE kind = 'RESTORE' AND trigger = 'EVENT_BUS'"))
        .isEqualTo(1);
    Answer released = service.ask("stillwater.archive.release", july);
    assertThat(released.status()).isEqualTo(204);
    assertThat(released.body()).isEmpty();
    run();
    assertThat(hot("2026-07")).isZero();
  }
}
