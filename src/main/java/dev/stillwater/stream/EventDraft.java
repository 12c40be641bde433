package dev.stillwater.stream;

import dev.stillwater.json.Timestamps;
import dev.stillwater.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;

/** An event of which some members have been read. Not thread-safe. */
final class EventDraft {

  /** The members that are texts, each with what it must be. */
  static final Map<String, String> TEXTS =
      Map.of(
          "streamId", ShortText.EXPECTED,
          "eventType", ShortText.EXPECTED,
          "eventId", "a UUID",
          "occurredAt", Timestamps.EXPECTED);

  private String streamId;
  private String eventType;
  private UUID eventId;
  private Instant occurredAt;
  private String payload = "{}";

  void set(String member, String value) {
    switch (member) {
      case "streamId" -> streamId = ShortText.check(member, value);
      case "eventType" -> eventType = ShortText.check(member, value);
      case "eventId" -> eventId = uuid(value);
      case "occurredAt" -> occurredAt = timestamp(value);
      default -> payload = value;
    }
  }

  NewEvent complete(InstantSource clock, long line) {
    return new NewEvent(
        streamId,
        eventId == null ? UUID.randomUUID() : eventId,
        eventType,
        payload,
        occurredAt == null ? clock.instant() : occurredAt,
        line);
  }

  private static UUID uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      // the library also takes shorter groups and foreign digits
      if (uuid.toString().equalsIgnoreCase(text)) {
        return uuid;
      }
    } catch (IllegalArgumentException notOne) {
      // refused below, in our words
    }
    throw ProblemException.invalid("eventId", TEXTS.get("eventId"));
  }

  private static Instant timestamp(String text) {
    try {
      return Timestamps.parse(text);
    } catch (IllegalArgumentException notOne) {
      throw ProblemException.invalid("occurredAt", notOne.getMessage());
    }
  }
}
