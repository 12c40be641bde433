package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that fail, are taken away, or are stopped: what they leave, and the run after them. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RunSafetyIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final int EVENTS = 500;
  private static final String[] SETTINGS = {"archive.batch-size=10", "database.lock-timeout=30s"};
  private static final String ARCHIVED = "SELECT count(*) FROM stillwater.stream_archive";
  private static final String SNAPSHOTS = "SELECT count(*) FROM stillwater.stream_snapshot";
  private static final String RUNNING =
      "SELECT run_id FROM stillwater.maintenance_run WHERE status = 'RUNNING'";

  private final TestDatabase database;
  private final TestService service;
  private Holdings held;

  RunSafetyIT(TestDatabase database) {
    this.database = database;
    this.service = start();
  }

  private TestService start() {
    return TestService.start(database, new SettableClock(NOW), SETTINGS);
  }

  @AfterAll
  void close() {
    service.close();
  }

  @BeforeEach
  void oldEvents() {
    repair();
    database.execute(
        """
        TRUNCATE stillwater.stream, stillwater.stream_snapshot, stillwater.event_log,
          stillwater.stream_archive, stillwater.maintenance_run;
        INSERT INTO stillwater.stream (stream_id) VALUES ('a'), ('b')
        """);
    Instant old = NOW.minus(Duration.ofDays(200));
    SqlEvents.write(database, EVENTS, old, old.plus(Duration.ofDays(60)));
    held = Holdings.of(database);
  }

  /** Lets a trigger do something at each insert into a table. */
  private void sabotage(String table, String statement) {
    database.execute(
        """
        CREATE SEQUENCE public.attempt;
        CREATE FUNCTION public.sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          %2$s;
          RETURN NULL;
        END $$;
        CREATE TRIGGER sabotage BEFORE INSERT ON stillwater.%1$s
          FOR EACH STATEMENT EXECUTE FUNCTION public.sabotage()
        """
            .formatted(table, statement));
  }

  private void repair() {
    database.execute(
        "DROP FUNCTION IF EXISTS public.sabotage CASCADE; DROP SEQUENCE IF EXISTS public.attempt");
  }

  @Test
  void aFailedRunTellsWhyAndTheNextOneSucceeds() {
    sabotage(
        "stream_archive",
        "IF nextval('public.attempt') > 3 THEN RAISE EXCEPTION 'no room'; END IF");
    Answer failed = service.maintain();
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.header("content-type")).isEqualTo("application/problem+json");
    Answer run = service.get("/api/v1/maintenance/runs/" + failed.json().getLong("runId"));
    assertThat(run.json().getString("status")).isEqualTo("FAILED");
    assertThat(run.json().getString("error")).contains("no room");
    assertThat(run.json().getString("finishedAt")).isNotNull();
    assertThat(run.json().getLong("eventsArchived"))
        .isEqualTo(30)
        .isEqualTo(database.count(ARCHIVED));
    repair();
    completes(EVENTS - 30);
  }

  @Test
  void withoutSnapshotsNothingIsArchived() {
    sabotage("stream_snapshot", "RAISE EXCEPTION 'no room'");
    assertThat(service.maintain().status()).isEqualTo(500);
    assertFailed("no room");
    wroteNothing();
    repair();
    completes(EVENTS);
  }

  @Test
  void lostRacesAreRunAgain() {
    sabotage(
        "stream_archive",
        """
        CASE nextval('public.attempt') % 4
          WHEN 1 THEN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected';
          WHEN 2 THEN RAISE EXCEPTION USING ERRCODE = 'serialization_failure';
          WHEN 3 THEN RAISE EXCEPTION USING ERRCODE = 'lock_not_available';
          ELSE NULL;
        END CASE
        """);
    completes(EVENTS);
  }

  @Test
  void aRunWhoseSessionIsGoneIsTakenOverAtOnce() throws SQLException {
    try (Connection other = database.connect()) {
      long runId = insertRun(other);
      Answer refused = service.maintain();
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.json().getLong("runId")).isEqualTo(runId);
      wroteNothing();
    }
    await().untilAsserted(() -> assertThat(service.maintain().status()).isEqualTo(200));
    assertFailed("the database session of its instance ended before it did");
  }

  @Test
  void anotherSessionWithTheSameNumberIsNotTheRuns() throws SQLException {
    try (Connection other = database.connect()) {
      insertRun(other);
      database.execute(
          "UPDATE stillwater.maintenance_run SET backend_start = backend_start - interval '1s'");
      completes(EVENTS);
      assertFailed("the database session of its instance ended before it did");
    }
  }

  private static long insertRun(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                INSERT INTO stillwater.maintenance_run (trigger, month, instance, backend_start, started_at, cutoff)
                SELECT 'MANUAL', '2026-11-01', 'another', backend_start, now(), now()
                FROM pg_stat_activity WHERE pid = pg_backend_pid()
                RETURNING run_id
                """)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void aRunThatSomebodyEndedWritesNothingMore() throws Exception {
    CompletableFuture<Answer> run;
    long archived;
    try (Connection other = database.connect()) {
      other.setAutoCommit(false);
      try (RunHold hold = RunHold.on(database)) {
        run = CompletableFuture.supplyAsync(service::maintain);
        hold.awaitRun();
      }
      other
          .createStatement()
          .execute(
              "UPDATE stillwater.maintenance_run SET status = 'CANCELLED' WHERE status = 'RUNNING'");
      archived = database.count(ARCHIVED);
      other.commit();
    }
    assertThat(run.join().status()).isEqualTo(500);
    assertThat(database.count(ARCHIVED)).isEqualTo(archived).isLessThan(EVENTS);
    assertThat(database.column("SELECT status FROM stillwater.maintenance_run"))
        .containsExactly("CANCELLED");
    completes((int) (EVENTS - archived));
  }

  @Test
  void aRunWhoseBackendWasTerminatedFails() throws Exception {
    CompletableFuture<Answer> run;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(service::maintain);
      hold.awaitRun();
      database.execute(
          "SELECT pg_terminate_backend(backend_pid) FROM stillwater.maintenance_run WHERE status = 'RUNNING'");
      assertThat(run.get(10, TimeUnit.SECONDS).status()).isEqualTo(500);
    }
    assertFailed("connection");
    wroteNothing();
    completes(EVENTS);
  }

  @Test
  void aRunThatIsLostWhileItIsToBeCancelledIsCancelled() throws Exception {
    CompletableFuture<Answer> run;
    try (RunHold hold = RunHold.on(database)) {
      run = CompletableFuture.supplyAsync(service::maintain);
      hold.awaitRun();
      database.execute(
          """
          UPDATE stillwater.run_progress SET cancel_requested = true;
          SELECT pg_terminate_backend(backend_pid) FROM stillwater.maintenance_run WHERE status = 'RUNNING'
          """);
      assertThat(run.get(10, TimeUnit.SECONDS).json().getString("detail"))
          .isEqualTo("the run was cancelled");
    }
    assertThat(database.column("SELECT status || ': ' || error FROM stillwater.maintenance_run"))
        .containsExactly("CANCELLED: cancelled on request");
    completes(EVENTS);
  }

  @Test
  void aRunThatWasEndedElsewhereIsNotWaitedFor() throws Exception {
    // before its first transaction, which would lock its row of the ledger
    try (Connection holder = database.connect();
        Statement lock = holder.createStatement()) {
      holder.setAutoCommit(false);
      lock.execute("LOCK TABLE stillwater.stream IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Answer> run = CompletableFuture.supplyAsync(service::maintain);
      await().until(() -> !database.column(RUNNING).isEmpty());
      database.execute(
          "UPDATE stillwater.maintenance_run SET status = 'FAILED', error = 'by another' WHERE status = 'RUNNING'");
      assertThat(run.get(10, TimeUnit.SECONDS).json().getString("detail")).contains("by another");
    }
    completes(EVENTS);
  }

  @Test
  void aRunThatIsStoppedBetweenBatchesLosesNothing() {
    TestService stopped = start();
    CompletableFuture<Answer> run = CompletableFuture.supplyAsync(stopped::maintain);
    await().pollInterval(Duration.ofMillis(1)).until(() -> database.count(ARCHIVED) > 0);
    stopped.close();
    assertFailed("the service was stopped");
    int archived = (int) database.count(ARCHIVED);
    assertThat(archived).isBetween(1, EVENTS - 1);
    completes(EVENTS - archived);
    assertThat(run).isDone();
  }

  @Test
  void aStatementThatWouldTakeLongIsBrokenOff() {
    sabotage(
        "stream_archive", "IF nextval('public.attempt') = 2 THEN PERFORM pg_sleep(60); END IF");
    TestService stopped = start();
    CompletableFuture<Answer> run = CompletableFuture.supplyAsync(stopped::maintain);
    await().until(() -> database.count(ARCHIVED) > 0);
    CompletableFuture.runAsync(stopped::close).orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(database.column(RUNNING)).isEmpty();
    assertThat(database.column("SELECT error FROM stillwater.maintenance_run"))
        .doesNotContainNull();
    repair();
    completes(EVENTS - 10);
    assertThat(run).isDone();
  }

  private void completes(int archived) {
    Answer run = service.maintain();
    assertThat(run.status()).as(run.body()).isEqualTo(200);
    assertThat(run.json().getInteger("eventsArchived")).isEqualTo(archived);
    assertThat(database.count(ARCHIVED)).isEqualTo(EVENTS);
    assertThat(database.count(SNAPSHOTS)).isEqualTo(2);
    assertThat(Holdings.of(database)).isEqualTo(held);
  }

  private void wroteNothing() {
    assertThat(database.count(SNAPSHOTS)).isZero();
    assertThat(database.count(ARCHIVED)).isZero();
  }

  private void assertFailed(String error) {
    assertThat(database.column(RUNNING)).isEmpty();
    assertThat(
            database.column("SELECT error FROM stillwater.maintenance_run WHERE status = 'FAILED'"))
        .singleElement()
        .asString()
        .containsIgnoringCase(error);
  }
}
