package dev.stillwater.maintenance;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How the schedule stands.
 *
 * @param overdue whether a run that was due has not succeeded yet
 * @param lastSuccess when a full run last succeeded
 * @param nextDue when the next one is due
 */
public record ScheduleSight(boolean overdue, Optional<Instant> lastSuccess, Instant nextDue) {

  public ScheduleSight {
    Objects.requireNonNull(lastSuccess, "lastSuccess");
    Objects.requireNonNull(nextDue, "nextDue");
  }
}
