package dev.stillwater.schedule;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the ledger tells of a due instant.
 *
 * @param installedAt before which nothing is due
 * @param pausedAt since when no run starts by itself
 * @param lastSuccess when the latest full run that has succeeded started
 * @param failures how many runs for this due instant have failed
 * @param lastFailure the latest of them; 0 where there is none
 * @param cancelled whether a run for this due instant was cancelled: it is not tried again by
 *     itself
 * @param caughtUp whether the first run for this due instant was a catch-up; empty where none was
 * @param running whether any run is going
 */
public record Standing(
    Instant due,
    Instant installedAt,
    Optional<Instant> pausedAt,
    Optional<Instant> lastSuccess,
    long failures,
    long lastFailure,
    boolean cancelled,
    Optional<Boolean> caughtUp,
    boolean running) {

  public Standing {
    Objects.requireNonNull(due, "due");
    Objects.requireNonNull(installedAt, "installedAt");
  }

  /** Whether its month waits to be done: by the first full run that starts from then on. */
  public boolean isOpen() {
    return !due.isBefore(installedAt)
        && lastSuccess.map(started -> started.isBefore(due)).orElse(true);
  }

  /** The same ledger, as far as it tells of another due instant. */
  Standing at(Instant otherDue) {
    return otherDue.equals(due)
        ? this
        : new Standing(
            otherDue, installedAt, pausedAt, lastSuccess, 0, 0, false, Optional.empty(), running);
  }

  /** Since when nothing has been due that was not done. */
  Instant doneUntil() {
    return lastSuccess.filter(started -> started.isAfter(installedAt)).orElse(installedAt);
  }
}
