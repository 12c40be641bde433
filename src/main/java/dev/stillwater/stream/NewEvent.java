package dev.stillwater.stream;

import dev.stillwater.json.Timestamps;
import dev.stillwater.problem.ProblemException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/**
 * An event to be appended. Immutable.
 *
 * @param payload the JSON text of an object
 * @param occurredAt cut to whole microseconds, years 1 to 9999
 * @param line where it began in its request body, from 1
 */
public record NewEvent(
    String streamId,
    UUID eventId,
    String eventType,
    String payload,
    Instant occurredAt,
    long line) {

  /** Validates. */
  public NewEvent {
    ShortText.check("streamId", streamId);
    ShortText.check("eventType", eventType);
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(payload, "payload");
    occurredAt = micros(occurredAt);
  }

  private static Instant micros(Instant occurredAt) {
    try {
      return Timestamps.inRange(occurredAt).truncatedTo(ChronoUnit.MICROS);
    } catch (IllegalArgumentException outside) {
      throw ProblemException.invalid("occurredAt", Timestamps.EXPECTED);
    }
  }
}
