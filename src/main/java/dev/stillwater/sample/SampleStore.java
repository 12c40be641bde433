package dev.stillwater.sample;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The statements that make sample data. Its figures only look random: they are the same each time.
 */
final class SampleStore {

  private static final String EVENTS =
      """
      INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at)
      SELECT md5('event ' || s.place || ' ' || m.place || ' ' || n)::uuid,
             s.stream_id,
             CASE n WHEN 0 THEN 'payment.requested' ELSE 'payment.settled' END,
             jsonb_build_object('amount', round((100 * s.place + (s.place * m.place * 37 + n * 11) % 900) / 100.0, 2),
                                'currency', 'EUR', 'reference', 'inv-' || s.place || '-' || m.place),
             m.start + make_interval(days => ((s.place * 5 + m.place) % 26)::int, hours => 6 * n, mins => s.place::int)
      FROM unnest($1::text[]) WITH ORDINALITY AS s(stream_id, place),
           unnest($2::timestamptz[]) WITH ORDINALITY AS m(start, place),
           generate_series(0, 2) AS n
      WHERE m.start + make_interval(days => ((s.place * 5 + m.place) % 26)::int, hours => 6 * n, mins => s.place::int)
        < $3::timestamptz
      ON CONFLICT (stream_id, occurred_at, event_id) DO NOTHING
      """;

  private static final String STREAMS =
      """
      INSERT INTO stillwater.stream (stream_id, status, state)
      SELECT stream_id, CASE WHEN stream_id LIKE 'paused-%' THEN 'PAUSED' ELSE 'ACTIVE' END,
             jsonb_build_object('payments', count(*), 'total', sum((payload ->> 'amount')::numeric),
                                'currency', 'EUR', 'lastEventAt', max(occurred_at))
      FROM stillwater.event_log
      WHERE stream_id = ANY ($1::text[])
      GROUP BY stream_id
      ON CONFLICT (stream_id) DO NOTHING
      """;

  private static final String SNAPSHOTS =
      """
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)
      SELECT e.stream_id, m.month, 'ACTIVE',
             jsonb_build_object('payments', count(*), 'total', sum((e.payload ->> 'amount')::numeric),
                                'currency', 'EUR', 'lastEventAt', max(e.occurred_at))::text::json,
             m.captured_at
      FROM unnest($2::date[], $3::timestamptz[]) AS m(month, captured_at)
      JOIN stillwater.event_log e ON e.occurred_at < m.captured_at
      WHERE e.stream_id = ANY ($1::text[])
      GROUP BY e.stream_id, m.month, m.captured_at
      ON CONFLICT (stream_id, month) DO NOTHING
      """;

  /** Three events for each stream and month that have occurred by now. */
  Future<Void> insertEvents(
      SqlConnection transaction, List<String> streamIds, List<Instant> monthStarts, Instant now) {
    return transaction
        .preparedQuery(EVENTS)
        .execute(Tuple.of(ids(streamIds), Utc.of(monthStarts), Utc.of(now)))
        .mapEmpty();
  }

  /** The streams as their events left them. */
  Future<Void> insertStreams(SqlConnection transaction, List<String> streamIds) {
    return transaction.preparedQuery(STREAMS).execute(Tuple.of(ids(streamIds))).mapEmpty();
  }

  /** Snapshots of months, each captured at its instant. */
  Future<Void> insertSnapshots(
      SqlConnection transaction,
      List<String> streamIds,
      List<LocalDate> months,
      List<Instant> capturedAt) {
    return transaction
        .preparedQuery(SNAPSHOTS)
        .execute(Tuple.of(ids(streamIds), months.toArray(LocalDate[]::new), Utc.of(capturedAt)))
        .mapEmpty();
  }

  private static String[] ids(List<String> streamIds) {
    return streamIds.toArray(String[]::new);
  }
}
