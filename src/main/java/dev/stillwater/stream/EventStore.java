package dev.stillwater.stream;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The statements on events. The caller passes the connection, and so owns the transaction. */
final class EventStore {

  // in the key's order, so that writers of the same keys wait for each other rather than deadlock
  private static final String INSERT =
      """
      INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at)
      SELECT n.event_id, n.stream_id, n.event_type, n.payload::jsonb, n.occurred_at
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
        AS n (event_id, stream_id, event_type, payload, occurred_at, place)
      ORDER BY n.stream_id COLLATE "C", n.occurred_at, n.event_id, n.place
      ON CONFLICT (stream_id, occurred_at, event_id) DO NOTHING
      """;

  private static final String ARCHIVED_DUPLICATES =
      """
      SELECT coalesce(nullif(current_setting('stillwater.archived_duplicates', true), ''), '0')::bigint AS duplicates
      """;

  private static final String END_OF_MONTHS =
      """
      SELECT max(upper) AS months_end FROM stillwater.partitions('stillwater.event_log')
      """;

  private static final String ARCHIVE_PAGE =
      """
      SELECT event_id, stream_id, event_type, payload::text AS payload, occurred_at, recorded_at, archived_at
      FROM stillwater.stream_archive
      WHERE stream_id = $1::text
        AND (occurred_at, event_id) < ($2::timestamptz, $3::uuid) AND occurred_at <= $2::timestamptz
        AND occurred_at >= $4::timestamptz AND ($5::text IS NULL OR event_type = $5::text)
      ORDER BY occurred_at DESC, event_id DESC
      LIMIT $6::bigint
      """;

  // the log alone, above all that the archive holds at that moment: none of the archive's many
  // months is opened; without events there is one row, for the horizon
  private static final String HOT_PAGE =
      """
      SELECT greatest(h.archived_before, $4::timestamptz) AS since,
             e.event_id, e.stream_id, e.event_type, e.payload::text AS payload, e.occurred_at, e.recorded_at,
             NULL::timestamptz AS archived_at
      FROM stillwater.archive_horizon h
      LEFT JOIN LATERAL (
        SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at
        FROM stillwater.event_log
        WHERE stream_id = $1::text
          AND (occurred_at, event_id) < ($2::timestamptz, $3::uuid) AND occurred_at <= $2::timestamptz
          AND occurred_at >= $4::timestamptz AND occurred_at >= h.archived_before
          AND ($5::text IS NULL OR event_type = $5::text)
        ORDER BY occurred_at DESC, event_id DESC
        LIMIT $6::bigint) AS e ON true
      ORDER BY e.occurred_at DESC, e.event_id DESC
      """;

  // one statement: between two of them a month may change tables, and events be missed or seen
  // twice
  private static final String TIMELINE_PAGE =
      """
      SELECT event_id, stream_id, event_type, payload::text AS payload, occurred_at, recorded_at, archived_at
      FROM (
        (SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at, NULL::timestamptz AS archived_at
         FROM stillwater.event_log
         WHERE stream_id = $1::text
           AND (occurred_at, event_id) < ($2::timestamptz, $3::uuid) AND occurred_at <= $2::timestamptz
           AND occurred_at >= $4::timestamptz AND ($5::text IS NULL OR event_type = $5::text)
         ORDER BY occurred_at DESC, event_id DESC
         LIMIT $6::bigint)
        UNION ALL
        (SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at, archived_at
         FROM stillwater.stream_archive
         WHERE stream_id = $1::text
           AND (occurred_at, event_id) < ($2::timestamptz, $3::uuid) AND occurred_at <= $2::timestamptz
           AND occurred_at >= $4::timestamptz AND ($5::text IS NULL OR event_type = $5::text)
         ORDER BY occurred_at DESC, event_id DESC
         LIMIT $6::bigint)
      ) AS both_tables
      ORDER BY occurred_at DESC, event_id DESC
      LIMIT $6::bigint
      """;

  /** Writes events that are not held yet, in hot log or archive; answers how many those were. */
  Future<Long> insert(SqlConnection transaction, List<NewEvent> events) {
    return transaction
        .preparedQuery(INSERT)
        .execute(columns(events))
        .compose(
            inserted -> archivedDuplicates(transaction).map(again -> inserted.rowCount() - again));
  }

  private static Future<Long> archivedDuplicates(SqlConnection transaction) {
    return transaction
        .preparedQuery(ARCHIVED_DUPLICATES)
        .execute()
        .map(rows -> rows.iterator().next().getLong("duplicates"));
  }

  private static Tuple columns(List<NewEvent> events) {
    return Tuple.of(
        events.stream().map(NewEvent::eventId).toArray(UUID[]::new),
        events.stream().map(NewEvent::streamId).toArray(String[]::new),
        events.stream().map(NewEvent::eventType).toArray(String[]::new),
        events.stream().map(NewEvent::payload).toArray(String[]::new),
        events.stream().map(e -> Utc.of(e.occurredAt())).toArray(OffsetDateTime[]::new));
  }

  /** The instant from which on no month has been created. */
  Future<Instant> endOfMonths(SqlClient client) {
    return client
        .preparedQuery(END_OF_MONTHS)
        .execute()
        .map(rows -> rows.iterator().next().getOffsetDateTime("months_end").toInstant());
  }

  /** A page of archived events, and one event more where there is one. */
  Future<List<Event>> archivePage(SqlClient client, EventQuery query) {
    return page(client, ARCHIVE_PAGE, query);
  }

  /** A page of events over hot log and archive, and one event more where there is one. */
  Future<List<Event>> timelinePage(SqlClient client, EventQuery query) {
    return page(client, TIMELINE_PAGE, query);
  }

  /** The events of a page that are newer than all the archive, and one more where there is one. */
  Future<RecentFirst.Part> hotPage(SqlClient client, EventQuery query) {
    return client
        .preparedQuery(HOT_PAGE)
        .execute(parameters(query))
        .map(rows -> new RecentFirst.Part(events(rows), since(rows)));
  }

  private static Instant since(RowSet<Row> rows) {
    return rows.iterator().next().getOffsetDateTime("since").toInstant();
  }

  private static Future<List<Event>> page(SqlClient client, String sql, EventQuery query) {
    return client.preparedQuery(sql).execute(parameters(query)).map(EventStore::events);
  }

  private static Tuple parameters(EventQuery query) {
    return Tuple.of(
        query.streamId(),
        Utc.of(query.below().occurredAt()),
        query.below().eventId(),
        Utc.of(query.from()),
        query.type().orElse(null),
        query.limit() + 1L);
  }

  private static List<Event> events(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .filter(row -> row.getValue("event_id") != null)
        .map(EventStore::event)
        .toList();
  }

  private static Event event(Row row) {
    return new Event(
        row.getUUID("event_id"),
        row.getString("stream_id"),
        row.getString("event_type"),
        row.getString("payload"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getOffsetDateTime("recorded_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("archived_at")).map(OffsetDateTime::toInstant));
  }
}
