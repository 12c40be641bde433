package dev.stillwater.archive;

import dev.stillwater.json.Timestamps;
import java.time.Instant;
import java.util.Optional;

/**
 * A partition of the log or of the archive.
 *
 * @param lower inclusive; empty for the landing partition, which takes all that is older
 * @param upper exclusive
 */
record Partition(String name, Optional<Instant> lower, Instant upper) {

  Instant start() {
    return lower.orElse(Timestamps.YEAR_1);
  }

  boolean holds(Instant time) {
    return !time.isBefore(start()) && time.isBefore(upper);
  }
}
