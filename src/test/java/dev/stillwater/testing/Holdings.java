package dev.stillwater.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What log and archive hold together, seen by one statement: as long as nothing is written, moving
 * events must not change it.
 *
 * @param keys how many different keys: as many as events, where none is held twice
 * @param fingerprint of every column that an event has in both tables
 */
public record Holdings(long events, long keys, String fingerprint) {

  private static final String SQL =
      """
      SELECT count(*), count(DISTINCT (stream_id, occurred_at, event_id)), sum(hashtextextended(held::text, 0))
      FROM (SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at FROM stillwater.event_log
            UNION ALL
            SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at FROM stillwater.stream_archive
           ) AS held
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
