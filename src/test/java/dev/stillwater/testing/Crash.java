package dev.stillwater.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database server that is killed, and recovers as after a crash. */
public final class Crash {

  // a backend that is killed takes the whole server down
  private static final String KILL =
      """
      DO $$
      BEGIN
        EXECUTE format('COPY (SELECT 1) TO PROGRAM ''kill -9 %s''',
          (SELECT pid FROM pg_stat_activity WHERE application_name = 'stillwater maintenance'
           AND datname = current_database() ORDER BY backend_start DESC LIMIT 1));
      END $$;
      SELECT pg_sleep(10)
      """;

  // servers for tests may forget what they have committed when they are killed
  private static final String DURABLE =
      """
      DO $$
      BEGIN
        EXECUTE format('ALTER DATABASE %I SET synchronous_commit = on', current_database());
      END $$
      """;

  private Crash() {}

  /** Lets a database keep what it has committed, whatever comes. */
  public static void prepare(TestDatabase database) {
    database.execute(DURABLE);
  }

  /** Kills the server of a connection, by a maintenance session of its database. */
  public static void kill(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute(KILL))
          .isInstanceOf(SQLException.class); // its own connection is cut off
    }
  }
}
