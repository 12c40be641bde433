package dev.stillwater.snapshot;

import dev.stillwater.database.Rows;
import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/** The statements on snapshots. The caller passes the connection, and so owns the transaction. */
final class SnapshotStore {

  private static final String GET =
      """
      SELECT month, status, state::text AS state, captured_at
      FROM stillwater.stream_snapshot
      WHERE stream_id = $1::text AND month = $2::date
      """;

  private static final String LIST =
      """
      SELECT month, status, state::text AS state, captured_at
      FROM stillwater.stream_snapshot
      WHERE stream_id = $1::text AND month >= $2::date AND month < $3::date
      ORDER BY month DESC
      LIMIT $4::bigint
      """;

  // jsonb has one form for each value
  private static final String NORMALIZED =
      """
      SELECT stream_id, month, status, state::jsonb::text AS state, captured_at
      FROM stillwater.stream_snapshot
      WHERE stream_id = $1::text AND month IN ($2::date, $3::date)
      """;

  // the least one, and not whether there is any: to find one, the planner might look through the
  // months before
  private static final String HAS_ANY =
      """
      SELECT min(stream_id) IS NOT NULL AS found
      FROM stillwater.stream_snapshot
      WHERE month = $1::date
      """;

  // One statement, so one instant for all streams. In the key's order each page of its index is
  // written once. to_json passes the text of a jsonb on, where a cast would parse it again.
  private static final String CREATE =
      """
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at, run_id)
      SELECT stream_id, $1::date, status, to_json(state), $2::timestamptz, $3::bigint
      FROM stillwater.stream
      ORDER BY stream_id
      """;

  // The statistics know nothing of a month just captured: a join planned for its one expected row
  // could take the square of its million.
  private static final String JOIN_IN_LINEAR_TIME =
      """
      SELECT set_config('enable_nestloop', 'off', true)
      """;

  // One statement again; unchanged rows are left alone. A row that was not there before has never
  // been replaced: its xmax is 0.
  private static final String REFRESH =
      """
      WITH captured AS (
        INSERT INTO stillwater.stream_snapshot AS held (stream_id, month, status, state, captured_at, run_id)
        SELECT s.stream_id, $1::date, s.status, to_json(s.state), $2::timestamptz, $3::bigint
        FROM stillwater.stream s
        LEFT JOIN stillwater.stream_snapshot earlier
          ON earlier.stream_id = s.stream_id AND earlier.month = $1::date
        WHERE earlier.stream_id IS NULL OR earlier.status <> s.status OR earlier.state::text <> s.state::text
        ORDER BY s.stream_id
        ON CONFLICT (stream_id, month) DO UPDATE
          SET status = EXCLUDED.status, state = EXCLUDED.state,
              captured_at = EXCLUDED.captured_at, run_id = EXCLUDED.run_id
        RETURNING (xmax = 0) AS created)
      SELECT (SELECT count(*) FROM stillwater.stream) AS streams,
             count(*) FILTER (WHERE created) AS created,
             count(*) FILTER (WHERE NOT created) AS refreshed
      FROM captured
      """;

  /** The snapshot of each key, where there is one. */
  Future<List<List<Snapshot>>> get(SqlClient client, List<SnapshotKey> keys) {
    return client
        .preparedQuery(GET)
        .executeBatch(
            keys.stream().map(key -> Tuple.of(key.streamId(), key.month().atDay(1))).toList())
        .map(rows -> Rows.lists(keys, rows, (key, row) -> snapshot(key.streamId(), row)));
  }

  /** The page of each query, and one more snapshot where there is one. */
  Future<List<List<Snapshot>>> list(SqlClient client, List<SnapshotQuery> queries) {
    return client
        .preparedQuery(LIST)
        .executeBatch(queries.stream().map(SnapshotStore::parameters).toList())
        .map(rows -> Rows.lists(queries, rows, (query, row) -> snapshot(query.streamId(), row)));
  }

  private static Tuple parameters(SnapshotQuery query) {
    return Tuple.of(
        query.streamId(), query.from().atDay(1), query.before().atDay(1), query.limit() + 1L);
  }

  /** The snapshots there are of two months, with the text that jsonb gives their states. */
  Future<List<Snapshot>> normalized(
      SqlClient client, String streamId, YearMonth one, YearMonth other) {
    return snapshots(client, NORMALIZED, Tuple.of(streamId, one.atDay(1), other.atDay(1)));
  }

  /** Whether a month has snapshots already. */
  Future<Boolean> hasAny(SqlClient client, YearMonth month) {
    return client
        .preparedQuery(HAS_ANY)
        .execute(Tuple.of(month.atDay(1)))
        .map(rows -> rows.iterator().next().getBoolean("found"));
  }

  /** Captures every stream for a month without snapshots. */
  Future<Captured> create(SqlConnection transaction, YearMonth month, Instant at, long runId) {
    return transaction
        .preparedQuery(CREATE)
        .execute(Tuple.of(month.atDay(1), Utc.of(at), runId))
        .map(rows -> new Captured(month, rows.rowCount(), rows.rowCount(), 0));
  }

  /** Captures every stream for a month that has snapshots; the last capture wins. */
  Future<Captured> refresh(SqlConnection transaction, YearMonth month, Instant at, long runId) {
    return transaction
        .query(JOIN_IN_LINEAR_TIME)
        .execute()
        .compose(
            set ->
                transaction
                    .preparedQuery(REFRESH)
                    .execute(Tuple.of(month.atDay(1), Utc.of(at), runId)))
        .map(rows -> captured(month, rows.iterator().next()));
  }

  private static Captured captured(YearMonth month, Row row) {
    return new Captured(
        month, row.getLong("streams"), row.getLong("created"), row.getLong("refreshed"));
  }

  /** Runs a query for snapshots. */
  static Future<List<Snapshot>> snapshots(SqlClient client, String sql, Tuple parameters) {
    return client
        .preparedQuery(sql)
        .execute(parameters)
        .map(rows -> Rows.list(rows, SnapshotStore::snapshot));
  }

  private static Snapshot snapshot(String streamId, Row row) {
    return new Snapshot(
        streamId,
        YearMonth.from(row.getLocalDate(0)),
        row.getString(1),
        row.getString(2),
        row.getOffsetDateTime(3).toInstant());
  }

  private static Snapshot snapshot(Row row) {
    return new Snapshot(
        row.getString(0),
        YearMonth.from(row.getLocalDate(1)),
        row.getString(2),
        row.getString(3),
        row.getOffsetDateTime(4).toInstant());
  }
}
