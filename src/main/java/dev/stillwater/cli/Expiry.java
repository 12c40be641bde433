package dev.stillwater.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/**
 * When a key ends: at an instant, at the beginning of a day in UTC, or so many days after now.
 *
 * @param after the end, for a present instant
 */
record Expiry(UnaryOperator<Instant> after) {

  private static final String DAYS = "[1-9]\\d{0,4}d";

  /**
   * Reads {@code 90d}, {@code 2027-01-31} or {@code 2027-01-31T12:00:00Z}.
   *
   * @throws java.time.DateTimeException where it is none of these
   */
  static Expiry parse(String text) {
    if (text.matches(DAYS)) {
      Duration days = Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
      return new Expiry(now -> now.plus(days));
    }
    Instant end =
        text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Expiry(now -> end);
  }
}
