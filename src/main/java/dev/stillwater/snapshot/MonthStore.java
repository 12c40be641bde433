package dev.stillwater.snapshot;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collector;

/** The statements on one month over all streams. */
final class MonthStore {

  private static final String PAGE =
      """
      SELECT stream_id, month, status, state::text AS state, captured_at
      FROM stillwater.stream_snapshot
      WHERE month = $1::date AND stream_id > $2::text AND ($3::text IS NULL OR status = $3::text)
      ORDER BY stream_id
      LIMIT $4::bigint
      """;

  // States are measured as they are stored, without being read; packed ones are taken for an eighth
  // of their size. The first one is always there, and so is the one that reaches the bound.
  private static final String EXPORT =
      """
      SELECT stream_id, status, state::text AS state, captured_at
      FROM (
        SELECT stream_id, status, state, captured_at,
          sum(pg_column_size(state) * CASE WHEN pg_column_compression(state) IS NULL THEN 1 ELSE 8 END)
            OVER (ORDER BY stream_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (
          SELECT stream_id, status, state, captured_at
          FROM stillwater.stream_snapshot
          WHERE month = $1::date AND stream_id > $2::text AND ($3::text IS NULL OR status = $3::text)
          ORDER BY stream_id
          LIMIT $4::bigint) AS page) AS sized
      WHERE before IS NULL OR before < $5::bigint
      ORDER BY stream_id
      """;

  /** A page of a month's snapshots, and one more where there is one. */
  Future<List<Snapshot>> page(SqlClient client, MonthQuery query) {
    return SnapshotStore.snapshots(
        client,
        PAGE,
        Tuple.of(
            query.month().atDay(1),
            query.after(),
            query.status().orElse(null),
            query.limit() + 1L));
  }

  /** The next snapshots of an export; none where it is at its end. */
  Future<SnapshotLines> export(SqlClient client, ExportQuery query) {
    return client
        .preparedQuery(EXPORT)
        // while the rest is still being read
        .collecting(lines(query.month()))
        .execute(
            Tuple.of(
                query.month().atDay(1),
                query.after(),
                query.status().orElse(null),
                ExportQuery.MAX_SNAPSHOTS,
                ExportQuery.MAX_BYTES))
        .map(SqlResult::value);
  }

  private static Collector<Row, SnapshotLines, SnapshotLines> lines(YearMonth month) {
    return Collector.of(
        () -> new SnapshotLines(month),
        MonthStore::add,
        (some, others) -> {
          throw new IllegalStateException("rows come one after the other");
        });
  }

  // by position: to look names up would be a sixth of the work
  private static void add(SnapshotLines lines, Row row) {
    lines.add(
        row.getString(0), row.getString(1), row.getString(2), row.getOffsetDateTime(3).toInstant());
  }
}
