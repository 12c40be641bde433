package dev.stillwater.stream;

import dev.stillwater.database.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** The statements on streams. */
final class StreamStore {

  private static final String GET =
      """
      SELECT stream_id, status, state::text AS state, created_at, updated_at
      FROM stillwater.stream
      WHERE stream_id = $1::text
      """;

  // as nothing is longer than an id or above the last code point, the ids with a prefix are a range
  // of the key
  private static final String FIND =
      """
      SELECT stream_id, status, state::text AS state, created_at, updated_at
      FROM stillwater.stream
      WHERE stream_id > $1::text
        AND stream_id >= $2::text AND stream_id <= $2::text || repeat(chr(1114111), 512)
        AND ($3::text IS NULL OR status = $3::text)
      ORDER BY stream_id
      LIMIT $4::bigint
      """;

  // a row that was not there before has never been locked or replaced: its xmax is 0
  private static final String PUT =
      """
      INSERT INTO stillwater.stream AS s (stream_id, status, state)
      VALUES ($1::text, coalesce($2::text, 'ACTIVE'), $3::text::jsonb)
      ON CONFLICT (stream_id) DO UPDATE SET status = coalesce($2::text, s.status), state = EXCLUDED.state
      RETURNING stream_id, status, state::text AS state, created_at, updated_at, (xmax = 0) AS created
      """;

  /** The stream of each id, where there is one. */
  Future<List<List<StreamState>>> get(SqlClient client, List<String> streamIds) {
    return client
        .preparedQuery(GET)
        .executeBatch(streamIds.stream().map(Tuple::of).toList())
        .map(rows -> Rows.lists(streamIds, rows, (id, row) -> stream(row)));
  }

  /** A page of streams, and one more where there is one. */
  Future<List<StreamState>> find(SqlClient client, StreamQuery query) {
    return client
        .preparedQuery(FIND)
        .execute(
            Tuple.of(
                query.after(), query.prefix(), query.status().orElse(null), query.limit() + 1L))
        .map(rows -> Rows.list(rows, StreamStore::stream));
  }

  /** Creates or replaces a stream. */
  Future<Written> put(SqlClient client, String streamId, StreamBody body) {
    return client
        .preparedQuery(PUT)
        .execute(Tuple.of(streamId, body.status().orElse(null), body.state()))
        .map(rows -> rows.iterator().next())
        .map(row -> new Written(stream(row), row.getBoolean("created")));
  }

  /** A stream after it was written, and whether that created it. */
  record Written(StreamState stream, boolean created) {}

  private static StreamState stream(Row row) {
    return new StreamState(
        row.getString("stream_id"),
        row.getString("status"),
        row.getString("state"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }
}
