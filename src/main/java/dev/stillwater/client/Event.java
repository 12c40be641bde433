package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it is stored.
 *
 * @param payload the JSON text of an object, as it is stored
 * @param archivedAt when it left the hot log; empty for a hot event
 */
public record Event(
    UUID eventId,
    String streamId,
    String eventType,
    String payload,
    Instant occurredAt,
    Instant recordedAt,
    Optional<Instant> archivedAt) {

  static Event of(Answer answer) throws IOException {
    return new Event(
        answer.uuid("eventId"),
        answer.text("streamId"),
        answer.text("eventType"),
        answer.raw("payload"),
        answer.time("occurredAt"),
        answer.time("recordedAt"),
        answer.optionalTime("archivedAt"));
  }
}
