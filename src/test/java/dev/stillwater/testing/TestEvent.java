package dev.stillwater.testing;

import java.util.List;
import java.util.UUID;

/**
 * An event as a test writes it, and which tables hold it.
 *
 * @param occurredAt as the API and PostgreSQL take it
 */
public record TestEvent(
    String streamId, UUID eventId, String eventType, String occurredAt, String payload) {

  /** An event of a stream of its own. */
  public static TestEvent at(String occurredAt) {
    return of("stream-" + UUID.randomUUID(), occurredAt);
  }

  public static TestEvent of(String streamId, String occurredAt) {
    return new TestEvent(streamId, UUID.randomUUID(), "paid", occurredAt, "{}");
  }

  /** The same key with another payload. */
  public TestEvent with(String otherPayload) {
    return new TestEvent(streamId, eventId, eventType, occurredAt, otherPayload);
  }

  /** As the API takes it, on one line. */
  public String json() {
    return "{\"streamId\":\"%s\",\"eventId\":\"%s\",\"eventType\":\"%s\",\"occurredAt\":\"%s\",\"payload\":%s}"
        .formatted(streamId, eventId, eventType, occurredAt, payload);
  }

  /** A plain SQL statement that writes it. */
  public String insert() {
    return "INSERT INTO stillwater.event_log (stream_id, event_id, event_type, occurred_at, payload) "
        + "VALUES ('%s', '%s', '%s', '%s', '%s')"
            .formatted(streamId, eventId, eventType, occurredAt, payload);
  }

  /** The condition that a row has its key. */
  public String isKey() {
    return "(stream_id, occurred_at, event_id) = ('%s', '%s', '%s')"
        .formatted(streamId, occurredAt, eventId);
  }

  /** The tables that hold its key, each as often as it does. */
  public List<String> heldBy(TestDatabase database) {
    return database.column(
        """
        SELECT 'event_log' FROM stillwater.event_log WHERE %1$s
        UNION ALL SELECT 'stream_archive' FROM stillwater.stream_archive WHERE %1$s
        """
            .formatted(isKey()));
  }
}
