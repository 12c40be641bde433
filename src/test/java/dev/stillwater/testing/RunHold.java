package dev.stillwater.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds any run at its capture, until it is closed; as long as the run's lock timeout allows. */
public final class RunHold implements AutoCloseable {

  private static final String HELD =
      """
      SELECT count(*) FROM stillwater.maintenance_run r
      JOIN pg_locks l ON l.pid = r.backend_pid AND NOT l.granted AND l.relation = 'stillwater.stream_snapshot'::regclass
      WHERE r.status = 'RUNNING'
      """;

  private final TestDatabase database;
  private final Connection connection;

  private RunHold(TestDatabase database, Connection connection) {
    this.database = database;
    this.connection = connection;
  }

  public static RunHold on(TestDatabase database) throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE stillwater.stream_snapshot IN SHARE MODE");
    }
    return new RunHold(database, connection);
  }

  /** Waits for a run that waits here; answers its id. */
  public long awaitRun() {
    await().until(() -> database.count(HELD) == 1);
    return database.count("SELECT run_id FROM stillwater.maintenance_run WHERE status = 'RUNNING'");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
