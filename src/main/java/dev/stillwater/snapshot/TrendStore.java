package dev.stillwater.snapshot;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The statement on one field of a stream's snapshots. */
final class TrendStore {

  // the text of the number is passed on as it is
  private static final String TREND =
      """
      SELECT month, CASE json_typeof(field) WHEN 'number' THEN field::text END AS value
      FROM (
        SELECT month, state #> $2::text[] AS field
        FROM stillwater.stream_snapshot
        WHERE stream_id = $1::text AND month BETWEEN $3::date AND $4::date
        ORDER BY month DESC
        LIMIT $5::bigint) AS newest
      ORDER BY month
      """;

  /** The months asked for, oldest first. */
  Future<List<TrendPoint>> trend(SqlClient client, TrendQuery query) {
    return client
        .preparedQuery(TREND)
        .execute(
            Tuple.tuple()
                .addString(query.streamId())
                .addArrayOfString(query.field().names().toArray(String[]::new))
                .addLocalDate(query.from().atDay(1))
                .addLocalDate(query.to().atDay(1))
                .addLong((long) query.limit()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(TrendStore::point).toList());
  }

  private static TrendPoint point(Row row) {
    return new TrendPoint(
        YearMonth.from(row.getLocalDate("month")), Optional.ofNullable(row.getString("value")));
  }
}
