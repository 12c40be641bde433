package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An event as it is stored.
 *
 * @param payload JSON text as the database gives it
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

  EventCursor cursor() {
    return new EventCursor(occurredAt, eventId);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("eventId", eventId.toString());
    json.writeStringField("streamId", streamId);
    json.writeStringField("eventType", eventType);
    json.writeFieldName("payload");
    json.writeRawValue(payload);
    json.writeStringField("occurredAt", Timestamps.format(occurredAt));
    json.writeStringField("recordedAt", Timestamps.format(recordedAt));
    json.writeStringField("archivedAt", archivedAt.map(Timestamps::format).orElse(null));
    json.writeEndObject();
  }
}
