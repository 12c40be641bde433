package dev.stillwater.archive;

import dev.stillwater.json.Timestamps;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/** The key of an event, and so a place in the order in which events are moved. */
record EventKey(String streamId, Instant occurredAt, UUID eventId) {

  /** Before every event. */
  static final EventKey START = new EventKey("", Timestamps.YEAR_1, new UUID(0, 0));

  static EventKey of(Row row) {
    return new EventKey(
        row.getString("stream_id"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        row.getUUID("event_id"));
  }
}
