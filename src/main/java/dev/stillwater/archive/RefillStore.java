package dev.stillwater.archive;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/**
 * The statements that move events back. The caller passes the connection, and owns the transaction.
 */
final class RefillStore {

  private static final String NEXT =
      """
      WITH batch AS (
        SELECT stream_id, occurred_at, event_id
        FROM stillwater.stream_archive
        WHERE occurred_at >= $1::timestamptz AND occurred_at < $2::timestamptz
          AND (stream_id, occurred_at, event_id) > ($3::text, $4::timestamptz, $5::uuid)
        ORDER BY stream_id, occurred_at, event_id
        LIMIT $6::bigint)
      SELECT stream_id, occurred_at, event_id FROM batch
      ORDER BY stream_id DESC, occurred_at DESC, event_id DESC
      LIMIT 1
      """;

  // without ON CONFLICT: a key that both tables held must be found out, not dropped
  private static final String MOVE =
      """
      WITH moved AS (
        DELETE FROM stillwater.stream_archive
        WHERE occurred_at >= $1::timestamptz AND occurred_at < $2::timestamptz
          AND (stream_id, occurred_at, event_id) > ($3::text, $4::timestamptz, $5::uuid)
          AND (stream_id, occurred_at, event_id) <= ($6::text, $7::timestamptz, $8::uuid)
        RETURNING event_id, stream_id, event_type, payload, occurred_at, recorded_at),
      restored AS (
        INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at, recorded_at)
        SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at
        FROM moved
        ORDER BY stream_id, occurred_at, event_id)
      SELECT count(*) AS events FROM moved
      """;

  /** The last key of the next batch, or none where the month has been walked through. */
  Future<Optional<EventKey>> next(SqlClient client, Partition month, EventKey after, int size) {
    return client
        .preparedQuery(NEXT)
        .execute(range(month, after).addValue((long) size))
        .map(RefillStore::key);
  }

  /** Moves a batch, every column that the log has; answers how many events left the archive. */
  Future<Long> move(SqlConnection transaction, Partition month, EventKey after, EventKey last) {
    return transaction
        .preparedQuery(MOVE)
        .execute(
            range(month, after)
                .addValue(last.streamId())
                .addValue(Utc.of(last.occurredAt()))
                .addValue(last.eventId()))
        .map(rows -> rows.iterator().next().getLong("events"));
  }

  private static Tuple range(Partition month, EventKey after) {
    return Tuple.of(
            Utc.of(month.start()),
            Utc.of(month.upper()),
            after.streamId(),
            Utc.of(after.occurredAt()))
        .addValue(after.eventId());
  }

  private static Optional<EventKey> key(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(EventKey.of(rows.iterator().next()));
  }
}
