package dev.stillwater.stream;

import static dev.stillwater.json.Timestamps.YEAR_1;
import static dev.stillwater.json.Timestamps.YEAR_10000;

import dev.stillwater.problem.ProblemException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list of events, newest first: a page takes the events strictly below {@code
 * (occurredAt, eventId)}, in the order of PostgreSQL, which compares a UUID as unsigned bytes.
 * {@code occurredAt} is in whole microseconds. Immutable.
 */
public record EventCursor(Instant occurredAt, UUID eventId) implements Comparable<EventCursor> {

  /** The highest place, where a list starts: above every event up to the year 9999. */
  public static final EventCursor LAST = before(YEAR_10000);

  private static final Comparator<EventCursor> ORDER =
      Comparator.comparing(EventCursor::occurredAt)
          .thenComparing(cursor -> cursor.eventId.getMostSignificantBits(), Long::compareUnsigned)
          .thenComparing(cursor -> cursor.eventId.getLeastSignificantBits(), Long::compareUnsigned);
  private static final byte VERSION = 1;
  private static final int BYTES = Byte.BYTES + 3 * Long.BYTES;

  public EventCursor {
    Objects.requireNonNull(eventId, "eventId");
    if (occurredAt.isBefore(YEAR_1) || occurredAt.isAfter(YEAR_10000)) {
      throw new IllegalArgumentException("outside the years 1 to 9999: " + occurredAt);
    }
    if (!occurredAt.equals(occurredAt.truncatedTo(ChronoUnit.MICROS))) {
      throw new IllegalArgumentException("finer than microseconds: " + occurredAt);
    }
  }

  /** The place above every event before an instant, and below all others. */
  public static EventCursor before(Instant to) {
    return new EventCursor(to, new UUID(0, 0));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws ProblemException if the text is anything else
   */
  public static EventCursor decode(String text) {
    // one spelling only, which holds version, length, padding and unused bits
    return read(text)
        .filter(cursor -> cursor.occurredAt.isBefore(YEAR_10000) && cursor.encode().equals(text))
        .orElseThrow(() -> ProblemException.invalid("cursor", "a cursor that was given as next"));
  }

  private static Optional<EventCursor> read(String text) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(text);
      ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(decoded, BYTES)).position(Byte.BYTES);
      Instant occurredAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
      return Optional.of(new EventCursor(occurredAt, new UUID(bytes.getLong(), bytes.getLong())));
    } catch (IllegalArgumentException notOneOfOurs) {
      return Optional.empty();
    }
  }

  /** The cursor as an opaque text that can stand in a URL. */
  public String encode() {
    ByteBuffer bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(occurredAt.getEpochSecond() * 1_000_000 + occurredAt.getNano() / 1_000)
            .putLong(eventId.getMostSignificantBits())
            .putLong(eventId.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /** Compares as the database does. */
  @Override
  public int compareTo(EventCursor other) {
    return ORDER.compare(this, other);
  }
}
