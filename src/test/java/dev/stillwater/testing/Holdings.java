package dev.stillwater.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What log and archive hold together, seen by one statement, the one that {@code stillwater verify}
 * looks with: as long as nothing is written, moving events must not change it.
 *
 * @param keys how many different keys: as many as events, where none is held twice
 * @param fingerprint of every column that an event has in both tables
 */
public record Holdings(long events, long keys, String fingerprint) {

  private static final String SQL =
      """
      SELECT sum(hot_events + archived_events), sum(hot_events + archived_events - held_twice), sum(hot_sum + archived_sum)
      FROM stillwater.month_sums('{}')
      """;

  public static Holdings of(TestDatabase database) {
    try (Connection connection = database.connect()) {
      return of(connection);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public static Holdings of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      return new Holdings(row.getLong(1), row.getLong(2), row.getString(3));
    }
  }
}
