package dev.stillwater.stream;

import static dev.stillwater.testing.TestService.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Events written with plain SQL: treated as those of the API, each key held once. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class PlainSqlIT {

  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
  private static final String OLD = "2025-12-10 08:00:00.000001+00";
  private static final String HOT = "2026-03-01 08:00:00.000001+00";
  private static final String OR_IGNORE = " ON CONFLICT DO NOTHING";
  private static final String SERIALIZATION_FAILURE = "40001";

  private final TestDatabase database;
  private final TestService service;

  PlainSqlIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, new SettableClock(NOW));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void isSeen() {
    TestEvent hot = TestEvent.at(HOT);
    TestEvent old = TestEvent.of(hot.streamId(), OLD);
    database.execute(hot.insert());
    database.execute(old.insert());
    service.maintain();
    assertThat(service.get("/api/v1/streams/" + hot.streamId() + "/events").list("events"))
        .extracting(event -> event.getString("eventId"), event -> event.getString("occurredAt"))
        .containsExactly(
            tuple(hot.eventId().toString(), "2026-03-01T08:00:00.000001Z"),
            tuple(old.eventId().toString(), "2025-12-10T08:00:00.000001Z"));
  }

  @Test
  void isRefusedBeyondTheMonthsCreated() throws SQLException {
    try (Connection connection = database.connect()) {
      assertThatThrownBy(() -> run(connection, TestEvent.at("2026-07-01 00:00:00+00").insert()))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("no partition of relation \"event_log\"");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
  void writerThatStaysOpenHoldsNoRunUp(int isolation) throws SQLException {
    TestEvent old = TestEvent.at(OLD);
    TestEvent hot = TestEvent.at(HOT);
    database.execute(old.insert());
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(isolation);
      run(connection, hot.insert());
      assertThat(service.maintain().status()).isEqualTo(200);
      connection.commit();
    }
    assertThat(old.heldBy(database)).containsExactly("stream_archive");
    assertThat(hot.heldBy(database)).containsExactly("event_log");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        OR_IGNORE,
        " ON CONFLICT (stream_id, occurred_at, event_id) DO UPDATE SET payload = EXCLUDED.payload"
      })
  void insertOfArchivedKeyDisappears(String onConflict) {
    TestEvent event = archived();
    database.execute(event.with("{\"n\": 2}").insert() + onConflict);
    requireOnlyArchived(event);
  }

  @Test
  void insertOfArchivedKeyAmongOthersDisappearsAlone() {
    TestEvent event = archived();
    TestEvent fresh = TestEvent.at(OLD);
    database.execute(event.insert() + fresh.insert().replaceFirst(".* VALUES ", ", "));
    requireOnlyArchived(event);
    assertThat(fresh.heldBy(database)).containsExactly("event_log");
  }

  @Test
  void copyOfArchivedKeysDisappears() throws SQLException, IOException {
    TestEvent event = archived();
    TestEvent fresh = TestEvent.at(OLD);
    String rows = copyRow(event) + copyRow(fresh);
    try (Connection connection = database.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY stillwater.event_log (stream_id, event_id, event_type, occurred_at) FROM STDIN",
              new StringReader(rows));
    }
    requireOnlyArchived(event);
    assertThat(fresh.heldBy(database)).containsExactly("event_log");
  }

  private static String copyRow(TestEvent event) {
    return String.join("\t", event.streamId(), "" + event.eventId(), "again", event.occurredAt())
        + "\n";
  }

  @Test
  void mergeOfArchivedKeyDisappears() {
    TestEvent event = archived();
    database.execute(
        """
        MERGE INTO stillwater.event_log l USING (VALUES ('%s', '%s'::uuid, '%s'::timestamptz)) AS n (s, e, o)
        ON (l.stream_id, l.occurred_at, l.event_id) = (n.s, n.o, n.e)
        WHEN NOT MATCHED THEN INSERT (stream_id, event_id, event_type, occurred_at) VALUES (s, e, 'again', o)
        """
            .formatted(event.streamId(), event.eventId(), event.occurredAt()));
    requireOnlyArchived(event);
  }

  /** Within a partition, and from one to another. */
  @ParameterizedTest
  @ValueSource(strings = {"2025-12-20 00:00:00+00", HOT})
  void updateToArchivedKeyDisappears(String occurredAt) {
    TestEvent event = archived();
    TestEvent other = TestEvent.of(event.streamId(), occurredAt);
    database.execute(other.insert());
    database.execute(
        "UPDATE stillwater.event_log SET (occurred_at, event_id) = ROW ('%s'::timestamptz, '%s'::uuid) WHERE %s"
            .formatted(event.occurredAt(), event.eventId(), other.isKey()));
    requireOnlyArchived(event);
    assertThat(other.heldBy(database)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REPEATABLE READ", "SERIALIZABLE"})
  void viewOlderThanTheMoveIsToldToTryAgain(String isolation) throws SQLException {
    TestEvent event = TestEvent.at(OLD);
    database.execute(event.insert());
    try (Connection writer = database.connect()) {
      run(writer, "BEGIN ISOLATION LEVEL " + isolation);
      run(writer, "SELECT count(*) FROM stillwater.event_log"); // the view is as of here
      service.maintain();
      assertThatThrownBy(() -> run(writer, event.insert() + OR_IGNORE))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> assertThat(e.getSQLState()).isEqualTo(SERIALIZATION_FAILURE));
      run(writer, "ROLLBACK");
      run(writer, "BEGIN ISOLATION LEVEL " + isolation);
      run(writer, event.insert() + OR_IGNORE);
      run(writer, "COMMIT");
    }
    requireOnlyArchived(event);
  }

  @Test
  void insertThatWaitsForTheMoveDisappears() throws SQLException {
    TestEvent event = TestEvent.at(OLD);
    database.execute(event.insert());
    whileMoving(event, "READ COMMITTED").join();
    requireOnlyArchived(event);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REPEATABLE READ", "SERIALIZABLE"})
  void insertThatWaitsForTheMoveInAnOldViewIsToldToTryAgain(String isolation) throws SQLException {
    TestEvent event = TestEvent.at(OLD);
    database.execute(event.insert());
    CompletableFuture<Void> insert = whileMoving(event, isolation);
    assertThatThrownBy(insert::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseInstanceOf(SQLException.class)
        .rootCause()
        .satisfies(
            e -> assertThat(((SQLException) e).getSQLState()).isEqualTo(SERIALIZATION_FAILURE));
    requireOnlyArchived(event);
  }

  @Test
  void postThatWaitsForTheMoveCountsTheDuplicate() throws SQLException {
    TestEvent event = TestEvent.at(OLD.replace("+00", "Z").replace(' ', 'T'));
    database.execute(event.insert());
    CompletableFuture<Answer> post = new CompletableFuture<>();
    stopMovesWhile(
        () -> {
          post.completeAsync(() -> service.post("/api/v1/events", JSON, event.json()));
          awaitWaiter("transactionid");
        });
    assertThat(post.join().json())
        .isEqualTo(new JsonObject().put("accepted", 0).put("duplicates", 1));
    requireOnlyArchived(event);
  }

  /** Inserts an event again, in a transaction that finds it moved but not yet committed. */
  private CompletableFuture<Void> whileMoving(TestEvent event, String isolation)
      throws SQLException {
    CompletableFuture<Void> insert = new CompletableFuture<>();
    stopMovesWhile(
        () -> {
          insert.completeAsync(() -> insertAgain(event, isolation));
          awaitWaiter("transactionid");
        });
    return insert;
  }

  private Void insertAgain(TestEvent event, String isolation) {
    try (Connection writer = database.connect()) {
      run(writer, "BEGIN ISOLATION LEVEL " + isolation);
      run(writer, event.insert() + OR_IGNORE);
      run(writer, "COMMIT");
      return null;
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  /** Runs maintenance, and something else while its move has happened and is not committed. */
  private void stopMovesWhile(Runnable action) throws SQLException {
    try (Connection gate = database.connect()) {
      run(gate, "SELECT pg_advisory_lock(1)");
      database.execute(
          """
          CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END';
          CREATE TRIGGER gate BEFORE INSERT ON stillwater.stream_archive
            FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
          """);
      CompletableFuture<Answer> run = CompletableFuture.supplyAsync(service::maintain);
      awaitWaiter("advisory");
      action.run();
      run(gate, "SELECT pg_advisory_unlock(1)");
      assertThat(run.join().status()).isEqualTo(200);
    } finally {
      database.execute("DROP FUNCTION wait_at_gate CASCADE");
    }
  }

  private void awaitWaiter(String lockType) {
    String waiters =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            + "AND wait_event_type = 'Lock' AND wait_event = '"
            + lockType
            + "'";
    await().until(() -> database.count(waiters) == 1);
  }

  private TestEvent archived() {
    TestEvent event = TestEvent.at(OLD).with("{\"n\": 1}");
    database.execute(event.insert());
    service.maintain();
    assertThat(event.heldBy(database)).containsExactly("stream_archive");
    return event;
  }

  private void requireOnlyArchived(TestEvent event) {
    assertThat(event.heldBy(database)).containsExactly("stream_archive");
    assertThat(
            database.column("SELECT payload FROM stillwater.stream_archive WHERE " + event.isKey()))
        .containsExactly(event.payload());
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
