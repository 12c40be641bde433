package dev.stillwater.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An event to append. To append it again does nothing, where it says when it occurred.
 *
 * @param occurredAt in whole microseconds; empty: when the service gets it
 * @param payload the JSON text of an object
 */
public record NewEvent(
    String streamId, UUID eventId, String eventType, Optional<Instant> occurredAt, String payload) {

  public NewEvent {
    Checks.text("streamId", streamId);
    Objects.requireNonNull(eventId, "eventId");
    Checks.text("eventType", eventType);
    occurredAt = occurredAt.map(time -> Checks.time("occurredAt", time));
    Checks.jsonObject("payload", payload);
  }

  /** An event with a random id and an empty payload, which occurs when the service gets it. */
  public static NewEvent of(String streamId, String eventType) {
    return new NewEvent(streamId, UUID.randomUUID(), eventType, Optional.empty(), "{}");
  }

  /** The same with an id. */
  public NewEvent id(UUID id) {
    return new NewEvent(streamId, id, eventType, occurredAt, payload);
  }

  /** The same at an instant. */
  public NewEvent at(Instant time) {
    return new NewEvent(streamId, eventId, eventType, Optional.of(time), payload);
  }

  /** The same with a payload. */
  public NewEvent payload(String json) {
    return new NewEvent(streamId, eventId, eventType, occurredAt, json);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("streamId", streamId);
    json.writeStringField("eventId", eventId.toString());
    json.writeStringField("eventType", eventType);
    if (occurredAt.isPresent()) {
      json.writeStringField("occurredAt", Timestamps.format(occurredAt.get()));
    }
    json.writeFieldName("payload");
    json.writeRawValue(payload);
    json.writeEndObject();
  }
}
