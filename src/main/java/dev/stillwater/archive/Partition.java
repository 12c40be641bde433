package dev.stillwater.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * A partition of the log or of the archive.
 *
 * @param lower inclusive; empty for the landing partition, which takes all that is older
 * @param upper exclusive
 */
record Partition(String name, Optional<Instant> lower, Instant upper) {

  static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  Instant start() {
    return lower.orElse(FIRST);
  }

  boolean holds(Instant time) {
    return !time.isBefore(start()) && time.isBefore(upper);
  }
}
