package dev.stillwater.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import dev.stillwater.verify.MonthSums.Sum;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database holds is told as it is, and what must not be is found. */
class VerifyIT {

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

  private Verification sound() {
    Verification verification = service.verify();
    assertThat(verification.violations()).isEmpty();
    return verification;
  }

  private static Map<YearMonth, Sum> totals(Verification verification) {
    return verification.months().stream()
        .collect(Collectors.toMap(sums -> sums.month().orElseThrow(), MonthSums::total));
  }

  private static MonthSums may(Verification verification) {
    return verification.months().stream()
        .filter(sums -> sums.month().equals(Optional.of(YearMonth.of(2026, 5))))
        .findFirst()
        .orElseThrow();
  }

  private void run(Instant now) {
    clock.set(now);
    expect(200, service.maintain());
  }

  private void restore(String month) {
    expect(200, service.post("/api/v1/archive/" + month + "/restore", TestService.JSON, ""));
  }

  private void release(String month) {
    String path = "/api/v1/archive/" + month + "/restore";
    expect(204, service.send(service.request(path).method("DELETE", BodyPublishers.noBody())));
  }

  private static void expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void aNewDatabaseIsSoundAndEmpty() {
    assertThat(sound().months()).isEmpty();
    assertThat(sound().toJson().toJsonObject().getJsonObject("both").getMap())
        .containsExactlyInAnyOrderEntriesOf(Map.of("events", 0, "checksum", "0"));
  }

  @Test
  void movingEventsChangesWhereTheyAreAndNothingElse() {
    SqlEvents.write(database, 100, MAY, JUNE);
    SqlEvents.write(database, 30, JUNE, JULY);
    database.execute(TestEvent.at("2026-03-10T00:00:00Z").insert());
    Verification written = sound();
    assertThat(may(written).hot().events()).isEqualTo(100);
    assertThat(may(written).archived()).isEqualTo(Sum.NONE);
    assertThat(totals(written)).hasSize(3);

    run(SEPTEMBER);
    Verification archived = sound();
    assertThat(may(archived).hot()).isEqualTo(Sum.NONE);
    assertThat(may(archived).archived()).isEqualTo(may(written).hot());
    assertThat(totals(archived)).isEqualTo(totals(written));

    run(Instant.parse("2026-09-16T12:00:00Z")); // a part of June, in batches
    assertThat(totals(sound())).isEqualTo(totals(written));
    restore("2026-05");
    assertThat(may(sound()).hot()).isEqualTo(may(written).hot());
    release("2026-05");
    run(Instant.parse("2026-11-01T02:00:00Z"));
    assertThat(may(sound()).hot()).isEqualTo(Sum.NONE);
    assertThat(totals(sound())).isEqualTo(totals(written));
  }

  @Test
  void theTestsOracleSeesTheSame() {
    SqlEvents.write(database, 62, MAY, JULY);
    run(SEPTEMBER);
    Holdings held = Holdings.of(database);
    Sum all = totals(sound()).values().stream().reduce(Sum.NONE, Sum::plus);
    assertThat(held).isEqualTo(new Holdings(62, 62, all.checksum().toString()));
    assertThat(held.events())
        .isEqualTo(
            database.count(
                """
                SELECT (SELECT count(*) FROM stillwater.event_log) + (SELECT count(*) FROM stillwater.stream_archive)
                """));
  }

  @Test
  void monthsAreThoseOfTheZoneAlsoWhereItIsAnOffset() {
    service.close();
    try (TestDatabase other = TestDatabase.create();
        TestService east = TestService.start(other, clock, "zone=+02:00")) {
      other.execute(TestEvent.at("2026-05-31T21:59:59.999999Z").insert());
      other.execute(TestEvent.at("2026-05-31T22:00:00Z").insert());
      other.execute(TestEvent.at("0001-01-01T00:00:00Z").insert());
      assertThat(east.verify().months())
          .extracting(sums -> sums.month().map(YearMonth::toString).orElse("older"))
          .containsExactly("older", "2026-05", "2026-06");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event_id = gen_random_uuid()",
        "stream_id = stream_id || ' '",
        "event_type = upper(event_type)",
        "payload = '{\"n\": 1.10}'",
        "occurred_at = occurred_at + interval '1 microsecond'",
        "recorded_at = recorded_at + interval '1 microsecond'"
      })
  void aChangeOfAnyColumnChangesTheChecksum(String change) {
    database.execute(TestEvent.at("2026-05-10T00:00:00Z").with("{\"n\": 1.1}").insert());
    Sum before = may(sound()).hot();
    database.execute("UPDATE stillwater.event_log SET " + change);
    Sum after = may(sound()).hot();
    assertThat(after.events()).isEqualTo(before.events());
    assertThat(after.checksum()).isNotEqualTo(before.checksum());
  }

  @Test
  void noSessionSeesAnotherChecksum() throws SQLException {
    SqlEvents.write(database, 31, MAY, JUNE);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      Holdings held = Holdings.of(connection);
      statement.execute(
          "SET timezone = 'America/St_Johns'; SET datestyle = 'ISO, DMY'; SET extra_float_digits = -10; SET search_path = pg_temp");
      assertThat(Holdings.of(connection)).isEqualTo(held);
    }
  }

  // called as a function, month_sums would lock the tables after the snapshot was taken
  @Test
  void whatWasWaitedForIsSeen() throws Exception {
    CompletableFuture<Verification> waiting;
    try (Connection mover = database.connect()) {
      mover.setAutoCommit(false);
      Statement statement = mover.createStatement();
      statement.execute(
          "LOCK TABLE ONLY stillwater.event_log, stillwater.stream_archive IN ACCESS EXCLUSIVE MODE");
      waiting = CompletableFuture.supplyAsync(this::sound);
      await()
          .until(
              () ->
                  database.count(
                          "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'stillwater.event_log'::regclass")
                      > 0);
      statement.execute(TestEvent.at("2026-05-10T00:00:00Z").insert());
      mover.commit();
    }
    assertThat(may(waiting.get(30, TimeUnit.SECONDS)).hot().events()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          INSERT INTO stillwater.event_log_landing SELECT event_id, stream_id, event_type, payload, occurred_at FROM stillwater.stream_archive WHERE occurred_at < '2026-05-03Z' | event_log and stream_archive both hold 2 of the keys of 2026-05, event
          INSERT INTO stillwater.stream_archive_2026_05 (event_id, stream_id, event_type, occurred_at) SELECT event_id, stream_id, 'x', occurred_at FROM stillwater.event_log_landing | event_log and stream_archive both hold 1 of the keys of 2026-05, event
          UPDATE stillwater.archive_horizon SET archived_before = '2026-05-20Z' | stream_archive holds 12 events of 2026-05 that are not before
          DELETE FROM stillwater.archive_horizon | stream_archive holds 31 events of 2026-05 that are not before
          ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.event_log_2026_07 | event_log has a gap from 2026-07-01T00:00:00.000000Z to 2026-08-01T00:00:00.000000Z
          ALTER TABLE stillwater.event_log DETACH PARTITION stillwater.event_log_landing | event_log has no landing partition
          ALTER TABLE stillwater.stream_archive DETACH PARTITION stillwater.stream_archive_landing | stream_archive has no landing partition
          CREATE TABLE stillwater.rest PARTITION OF stillwater.event_log DEFAULT | rest of event_log is DEFAULT
          CREATE TABLE stillwater.rest PARTITION OF stillwater.event_log FOR VALUES FROM ('2030-01-01') TO ('infinity') | rest of event_log is DEFAULT or has no upper bound
          CREATE TABLE stillwater.rest PARTITION OF stillwater.stream_archive DEFAULT | rest of stream_archive is DEFAULT
          ALTER TABLE stillwater.stream_archive DROP CONSTRAINT stream_id_length | stream_archive lacks the constraint CHECK
          DROP INDEX stillwater.maintenance_run_one_at_a_time; UPDATE stillwater.maintenance_run SET status = 'RUNNING' | maintenance_run has 2 runs RUNNING: [1, 2]
          INSERT INTO stillwater.stream_snapshot VALUES ('a', '2026-10-01', 'ACTIVE', '{}') | stream_snapshot holds 1 snapshots of months that no run
          """)
  void whatIsBrokenIsFound(String damage, String sentence) {
    SqlEvents.write(database, 31, MAY, JUNE);
    SqlEvents.write(database, 30, JUNE, JULY);
    run(SEPTEMBER);
    run(SEPTEMBER);
    database.execute(TestEvent.at("2026-05-10T00:00:00Z").insert());
    sound();

    database.execute(damage);

    Verification broken = service.verify();
    assertThat(broken.isSound()).isFalse();
    assertThat(broken.violations()).singleElement().asString().startsWith(sentence);
    assertThat(broken.toJson().toJsonObject().getJsonArray("violations").getList())
        .isEqualTo(broken.violations());
  }

  @Test
  void nothingIsBrokenWhileOthersWriteAndMonthsMove() throws Exception {
    SqlEvents.write(database, 400, MAY, Instant.parse("2026-09-01T00:00:00Z"));
    Map<YearMonth, Sum> written = totals(sound());
    clock.set(Instant.parse("2026-12-16T02:00:00Z"));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> writer = threads.submit(() -> repeat(done, this::write));
      Future<Integer> verifier = threads.submit(() -> repeat(done, () -> verify(written)));
      try {
        for (int round = 0; round < 5; round++) {
          expect(200, service.maintain());
          restore("2026-06");
          restore("2026-07");
          release("2026-06");
          release("2026-07");
        }
      } finally {
        done.set(true);
      }
      int writes = writer.get(30, TimeUnit.SECONDS);
      assertThat(verifier.get(30, TimeUnit.SECONDS)).isGreaterThan(5);
      assertThat(writes).isGreaterThan(5);
    } finally {
      threads.shutdownNow();
    }
  }

  // new ones of a month of their own, and old ones once more
  private void write() {
    database.execute(TestEvent.at("2026-10-10T00:00:00Z").insert());
    database.execute(
        """
        INSERT INTO stillwater.event_log (stream_id, occurred_at, event_id, event_type)
        SELECT stream_id, occurred_at, event_id, 'again' FROM stillwater.stream_archive
        ORDER BY random() LIMIT 3
        ON CONFLICT DO NOTHING
        """);
  }

  private void verify(Map<YearMonth, Sum> written) {
    assertThat(totals(sound())).containsAllEntriesOf(written);
  }

  private static int repeat(AtomicBoolean done, Runnable step) {
    int rounds = 0;
    while (!done.get()) {
      step.run();
      rounds++;
    }
    return rounds;
  }
}
