package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which snapshots a run makes, refreshes, and leaves alone. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class CaptureIT {

  private static final Instant NOVEMBER = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant LAST_OF_NOVEMBER = Instant.parse("2026-11-30T23:59:59.999999Z");
  private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_locks
      WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private final SettableClock clock = new SettableClock(NOVEMBER);
  private final TestDatabase database;
  private final TestService service;

  CaptureIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock, "database.lock-timeout=30s");
  }

  @AfterAll
  void close() {
    service.close();
  }

  @BeforeEach
  void threeStreams() {
    clock.set(NOVEMBER);
    database.execute("TRUNCATE stillwater.stream, stillwater.stream_snapshot");
    database.execute(
        "INSERT INTO stillwater.stream (stream_id, status, state) VALUES"
            + " ('a', 'ACTIVE', '{\"n\": 1.10}'), ('b', 'ACTIVE', '{}'), ('c', 'ACTIVE', '{}')");
  }

  @Test
  void theSecondRunOfAMonthRefreshesWhatChanged() {
    JsonObject first = maintain();
    assertThat(counts(first)).containsExactly(3, 3, 0, 0);
    clock.advance(Duration.ofHours(1));
    database.execute("UPDATE stillwater.stream SET state = '{\"n\": 1.1}' WHERE stream_id = 'a'");
    database.execute("UPDATE stillwater.stream SET status = 'CLOSED' WHERE stream_id = 'b'");
    database.execute("UPDATE stillwater.stream SET updated_at = now() WHERE stream_id = 'c'");
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('d')");

    JsonObject second = maintain();

    assertThat(counts(second)).containsExactly(4, 1, 2, 1);
    assertThat(snapshots())
        .containsExactly(
            row("a", "2026-11-01", "ACTIVE", "{\"n\": 1.1}", "2026-11-23T09:00:00Z", second),
            row("b", "2026-11-01", "CLOSED", "{}", "2026-11-23T09:00:00Z", second),
            row("c", "2026-11-01", "ACTIVE", "{}", "2026-11-23T08:00:00Z", first),
            row("d", "2026-11-01", "ACTIVE", "{}", "2026-11-23T09:00:00Z", second));
  }

  @Test
  void aDeletedStreamKeepsItsSnapshot() {
    maintain();
    List<String> before = snapshots();
    database.execute("DELETE FROM stillwater.stream WHERE stream_id = 'a'");
    clock.advance(Duration.ofHours(1));
    assertThat(counts(maintain())).containsExactly(2, 0, 0, 2);
    assertThat(snapshots()).isEqualTo(before);
    Answer kept = service.get("/api/v1/snapshots/a/2026-11");
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.body()).contains("\"n\": 1.10");
  }

  @Test
  void aStreamThatCameBackIsRefreshed() {
    maintain();
    database.execute("DELETE FROM stillwater.stream WHERE stream_id = 'b'");
    database.execute("INSERT INTO stillwater.stream (stream_id, status) VALUES ('b', 'NEW')");
    assertThat(counts(maintain())).containsExactly(3, 0, 1, 2);
  }

  @Test
  void anEndedMonthNeverChanges() {
    clock.set(LAST_OF_NOVEMBER);
    JsonObject november = maintain();
    List<String> before = snapshots();
    database.execute("UPDATE stillwater.stream SET state = '{\"n\": 2}'");
    clock.set(DECEMBER);

    JsonObject december = maintain();

    assertThat(november.getString("month")).isEqualTo("2026-11");
    assertThat(december.getString("month")).isEqualTo("2026-12");
    assertThat(counts(december)).containsExactly(3, 3, 0, 0);
    assertThat(snapshots()).containsAll(before).hasSize(6);
  }

  @Test
  void aMonthThatEndsWhileItIsCapturedIsLeftAsItWas() throws Exception {
    maintain();
    List<String> before = snapshots();
    database.execute("UPDATE stillwater.stream SET state = '{\"n\": 2}'");
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('d')");
    clock.set(LAST_OF_NOVEMBER);
    CompletableFuture<JsonObject> run;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(this::maintain);
      hold.awaitRun();
      clock.set(DECEMBER);
    }
    assertThat(run.join().getString("month")).isEqualTo("2026-12");
    assertThat(counts(run.join())).containsExactly(4, 4, 0, 0);
    assertThat(snapshots()).containsAll(before).hasSize(7);
    assertThat(snapshots().stream().filter(row -> row.contains("2026-12-01")))
        .hasSize(4)
        .allMatch(row -> row.contains("2026-12-01T00:00:00Z"));
  }

  @Test
  void allStreamsAreOfOneInstant() {
    database.execute(
        "INSERT INTO stillwater.stream (stream_id, state)"
            + " SELECT n, '{\"n\": 0}' FROM generate_series(1, 400) AS n");
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> shiftUntil(done));
    for (int i = 0; i < 10; i++) {
      maintain();
      assertThat(
              database.count(
                  "SELECT sum((state ->> 'n')::int) FROM stillwater.stream_snapshot WHERE stream_id ~ '[0-9]'"))
          .isZero();
    }
    done.set(true);
    writer.join();
  }

  // what half of the streams gain the others lose
  private void shiftUntil(AtomicBoolean done) {
    while (!done.get()) {
      database.execute(
          """
          UPDATE stillwater.stream
          SET state = jsonb_build_object('n', (state ->> 'n')::int + CASE stream_id::int % 2 WHEN 0 THEN 1 ELSE -1 END)
          WHERE stream_id ~ '[0-9]'
          """);
    }
  }

  @Test
  void aFirstCaptureIsOfOneInstant() throws Exception {
    JsonObject run = maintainWhile(this::everythingChanges);
    assertThat(counts(run)).containsExactly(3, 3, 0, 0);
    assertThat(snapshots())
        .containsExactly(
            row("a", "2026-11-01", "ACTIVE", "{\"n\": 1.10}", "2026-11-23T08:00:00Z", run),
            row("b", "2026-11-01", "ACTIVE", "{}", "2026-11-23T08:00:00Z", run),
            row("c", "2026-11-01", "ACTIVE", "{}", "2026-11-23T08:00:00Z", run));
  }

  @Test
  void aLaterCaptureIsOfOneInstant() throws Exception {
    JsonObject first = maintain();
    database.execute("UPDATE stillwater.stream SET status = 'HELD' WHERE stream_id = 'a'");
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('d')");

    JsonObject second = maintainWhile(this::everythingChanges);

    assertThat(counts(second)).containsExactly(4, 1, 1, 2);
    assertThat(snapshots())
        .containsExactly(
            row("a", "2026-11-01", "HELD", "{\"n\": 1.10}", "2026-11-23T08:00:00Z", second),
            row("b", "2026-11-01", "ACTIVE", "{}", "2026-11-23T08:00:00Z", first),
            row("c", "2026-11-01", "ACTIVE", "{}", "2026-11-23T08:00:00Z", first),
            row("d", "2026-11-01", "ACTIVE", "{}", "2026-11-23T08:00:00Z", second));
  }

  // all of it comes after the capture has begun to write
  private void everythingChanges() {
    database.execute(
        """
        UPDATE stillwater.stream SET status = 'LATE' WHERE stream_id IN ('a', 'b');
        DELETE FROM stillwater.stream WHERE stream_id = 'c';
        INSERT INTO stillwater.stream (stream_id) VALUES ('0'), ('e'), ('f')
        """);
  }

  @Test
  void unchangedSnapshotsAreNotWrittenAgain() {
    maintain();
    List<String> before = versions();
    database.execute("UPDATE stillwater.stream SET status = 'HELD' WHERE stream_id = 'b'");
    maintain();
    List<String> after = versions();
    assertThat(after).hasSize(3).containsAll(List.of(before.get(0), before.get(2)));
    assertThat(after).doesNotContain(before.get(1));
  }

  private List<String> versions() {
    return database.column(
        "SELECT concat_ws(' ', stream_id, ctid, xmin) FROM stillwater.stream_snapshot ORDER BY stream_id");
  }

  @Test
  void fewSnapshotsInTheMidstAreRefreshed() {
    database.execute(
        """
        INSERT INTO stillwater.stream (stream_id) SELECT 'd' || n FROM generate_series(1001, 1500) AS n;
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
        SELECT 'd' || n, '2026-11-01', CASE n WHEN 1250 THEN 'OLD' ELSE 'ACTIVE' END, '{}'
        FROM generate_series(1249, 1251) AS n
        """);
    assertThat(counts(maintain())).containsExactly(503, 500, 1, 2);
    assertThat(counts(maintain())).containsExactly(503, 0, 0, 503);
  }

  @Test
  void theStateIsStoredToTheLastCharacter() {
    database.execute(
        """
        INSERT INTO stillwater.stream (stream_id, state) VALUES ('d',
          '{"k": "a \\"\\\\ / \\u0001 \\u20ac \\ud83d\\ude00 \\n", "n": [1.10, -0.0, 1e20, 0.12345678901234567890], "o": {"": null}}')
        """);
    maintain();
    String equal =
        """
        SELECT count(*) FROM stillwater.stream s JOIN stillwater.stream_snapshot held USING (stream_id)
        WHERE held.state::text = s.state::text
        """;
    assertThat(database.count(equal)).isEqualTo(4);
  }

  /** A run during which something is done once it has begun to write snapshots. */
  private JsonObject maintainWhile(Runnable change) throws Exception {
    database.execute(
        """
        CREATE FUNCTION public.wait() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock(1);
          RETURN NEW;
        END $$;
        CREATE TRIGGER wait BEFORE INSERT OR UPDATE ON stillwater.stream_snapshot
          FOR EACH ROW EXECUTE FUNCTION public.wait()
        """);
    try (Connection holder = database.connect();
        Statement lock = holder.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(1)");
      CompletableFuture<JsonObject> run = CompletableFuture.supplyAsync(this::maintain);
      await().until(() -> database.count(WAITING) == 1);
      change.run();
      lock.execute("SELECT pg_advisory_unlock(1)");
      return run.join();
    } finally {
      database.execute("DROP FUNCTION public.wait CASCADE");
    }
  }

  private JsonObject maintain() {
    Answer answer = service.maintain();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static List<Integer> counts(JsonObject run) {
    return List.of(
        run.getInteger("streamsTotal"),
        run.getInteger("snapshotsCreated"),
        run.getInteger("snapshotsRefreshed"),
        run.getInteger("snapshotsUnchanged"));
  }

  private List<String> snapshots() {
    return database.column(
        """
        SELECT concat_ws('|', stream_id, month, status, state,
          to_char(captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), run_id)
        FROM stillwater.stream_snapshot ORDER BY stream_id, month
        """);
  }

  private static String row(
      String streamId,
      String month,
      String status,
      String state,
      String capturedAt,
      JsonObject run) {
    return String.join(
        "|", streamId, month, status, state, capturedAt, run.getLong("runId").toString());
  }
}
