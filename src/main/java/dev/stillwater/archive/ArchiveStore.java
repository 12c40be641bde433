package dev.stillwater.archive;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * The statements that move events. The caller passes the connection, and so owns the transaction.
 */
final class ArchiveStore {

  private static final String NEXT =
      """
      WITH batch AS (
        SELECT stream_id, occurred_at, event_id
        FROM stillwater.event_log
        WHERE occurred_at >= $1::timestamptz AND occurred_at < $2::timestamptz
          AND (stream_id, occurred_at, event_id) > ($3::text, $4::timestamptz, $5::uuid)
        ORDER BY stream_id, occurred_at, event_id
        LIMIT $6::bigint)
      SELECT last.stream_id, last.occurred_at, last.event_id, used.buckets
      FROM (SELECT stream_id, occurred_at, event_id FROM batch
            ORDER BY stream_id DESC, occurred_at DESC, event_id DESC LIMIT 1) AS last,
           (SELECT array_agg(DISTINCT width_bucket(occurred_at, $7::timestamptz[])) AS buckets FROM batch) AS used
      """;

  private static final String HORIZON =
      """
      SELECT greatest(archived_before, '0001-01-01 00:00:00+00') AS archived_before
      FROM stillwater.archive_horizon
      """;

  // first of all, so that a writer with an older snapshot finds out that it may be writing a
  // duplicate
  private static final String RAISE_HORIZON =
      """
      UPDATE stillwater.archive_horizon SET archived_before = greatest(archived_before, $1::timestamptz)
      """;

  // events of buckets without a partition may have come in between: they are left to the next run
  private static final String MOVE =
      """
      WITH moved AS (
        DELETE FROM stillwater.event_log
        WHERE occurred_at >= $1::timestamptz AND occurred_at < $2::timestamptz
          AND (stream_id, occurred_at, event_id) > ($3::text, $4::timestamptz, $5::uuid)
          AND (stream_id, occurred_at, event_id) <= ($6::text, $7::timestamptz, $8::uuid)
          AND width_bucket(occurred_at, $9::timestamptz[]) = ANY ($10::int[])
        RETURNING event_id, stream_id, event_type, payload, occurred_at, recorded_at),
      archived AS (
        INSERT INTO stillwater.stream_archive
          (event_id, stream_id, event_type, payload, occurred_at, recorded_at, archived_at)
        SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at, $11::timestamptz
        FROM moved
        ORDER BY stream_id, occurred_at, event_id
        ON CONFLICT (stream_id, occurred_at, event_id) DO NOTHING)
      SELECT count(*) AS events, count(*) FILTER (WHERE occurred_at < $12::timestamptz) AS late FROM moved
      """;

  /** Finds the next batch of events to move, or none where the range has been walked through. */
  Future<Optional<Batch>> next(SqlClient client, Walk walk, EventKey after, int size) {
    Tuple parameters =
        Tuple.of(
                Utc.of(walk.from()),
                Utc.of(walk.to()),
                after.streamId(),
                Utc.of(after.occurredAt()))
            .addValue(after.eventId())
            .addValue((long) size)
            .addValue(edges(walk));
    return client.preparedQuery(NEXT).execute(parameters).map(rows -> batch(rows, after));
  }

  /** Up to where events have been archived; the year 1 where none has. */
  Future<Instant> horizon(SqlClient client) {
    return client
        .preparedQuery(HORIZON)
        .execute()
        .map(rows -> rows.iterator().next().getOffsetDateTime("archived_before").toInstant());
  }

  Future<Void> raiseHorizon(SqlConnection transaction, Instant before) {
    return transaction.preparedQuery(RAISE_HORIZON).execute(Tuple.of(Utc.of(before))).mapEmpty();
  }

  /** How many events left the log, and how many of them were late. */
  record Count(long events, long late) {}

  /** Moves a batch, every column of it. */
  Future<Count> move(
      SqlConnection transaction, Walk walk, Batch batch, Instant archivedAt, Instant lateBefore) {
    Tuple parameters = Tuple.of(Utc.of(walk.from()), Utc.of(walk.to()));
    for (EventKey key : new EventKey[] {batch.after(), batch.last()}) {
      parameters
          .addValue(key.streamId())
          .addValue(Utc.of(key.occurredAt()))
          .addValue(key.eventId());
    }
    parameters
        .addValue(edges(walk))
        .addValue(batch.buckets().toArray(Integer[]::new))
        .addValue(Utc.of(archivedAt))
        .addValue(Utc.of(lateBefore));
    return transaction
        .preparedQuery(MOVE)
        .execute(parameters)
        .map(rows -> rows.iterator().next())
        .map(row -> new Count(row.getLong("events"), row.getLong("late")));
  }

  private static Optional<Batch> batch(RowSet<Row> rows, EventKey after) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(batch(rows.iterator().next(), after));
  }

  private static Batch batch(Row row, EventKey after) {
    return new Batch(after, EventKey.of(row), Arrays.asList(row.getArrayOfIntegers("buckets")));
  }

  private static OffsetDateTime[] edges(Walk walk) {
    return Utc.of(walk.edges().instants());
  }
}
