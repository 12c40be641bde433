package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.json.Timestamps;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A partition of the log or of the archive.
 *
 * @param lower inclusive; empty for the landing partition, which takes all that is older
 * @param upper exclusive
 * @param bytes of its table, without its index
 * @param isEmpty whether it is known to hold no event
 * @param fault why it cannot change tables as a whole
 */
record Partition(
    String name,
    Optional<Instant> lower,
    Instant upper,
    long bytes,
    boolean isEmpty,
    Optional<String> fault) {

  // as in the database's functions
  private static final long SMALL = 8 << 20;

  /** A partition about to be created. */
  static Partition fresh(String name, Optional<Instant> lower, Instant upper) {
    return new Partition(name, lower, upper, 0, true, Optional.empty());
  }

  Instant start() {
    return lower.orElse(Timestamps.YEAR_1);
  }

  boolean isLanding() {
    return lower.isEmpty();
  }

  /** Whether it can be looked through under a lock that stalls everybody. */
  boolean isSmall() {
    return bytes <= SMALL;
  }

  boolean holds(Instant time) {
    return !time.isBefore(start()) && time.isBefore(upper);
  }

  boolean overlaps(Partition other) {
    return start().isBefore(other.upper) && other.start().isBefore(upper);
  }

  boolean hasBoundsOf(Partition other) {
    return lower.equals(other.lower) && upper.equals(other.upper);
  }

  /** Its month, if it is one month and not the landing partition or something wider. */
  Optional<YearMonth> month(MonthCalendar calendar) {
    return lower
        .map(calendar::monthStartingAt)
        .filter(month -> calendar.monthStartingAt(upper).equals(month.plusMonths(1)));
  }
}
