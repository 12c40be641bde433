package dev.stillwater.maintenance;

import dev.stillwater.calendar.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a wake-up at some instant means, for a clock that may jump both ways: no due instant
 * fires twice, none fires early, and of several that were jumped over only the latest fires. Not
 * thread-safe.
 */
final class DueTracker {

  private static final long SHORTEST_SLEEP = 10;
  private static final long LONGEST_SLEEP = Duration.ofMinutes(15).toMillis();

  private final Schedule schedule;
  private Instant lastFired = Instant.MIN;
  private Instant due;

  DueTracker(Schedule schedule, Instant now) {
    this.schedule = schedule;
    this.due = schedule.next(now);
  }

  /** The due instant that fires at {@code now}, if one does. */
  Optional<Instant> wake(Instant now) {
    if (now.isBefore(due)) {
      due = schedule.next(now.isAfter(lastFired) ? now : lastFired);
      return Optional.empty();
    }
    lastFired = schedule.latest(now);
    due = schedule.next(lastFired);
    return Optional.of(lastFired);
  }

  /** The milliseconds to the next wake-up; the longest sleep where the due instant has passed. */
  long sleep(Instant now) {
    if (!now.isBefore(due)) {
      return LONGEST_SLEEP;
    }
    // rounded up: to wake just before the instant would cost another sleep
    long untilPast = Duration.between(now, due).toMillis() + 1;
    return Math.max(SHORTEST_SLEEP, Math.min(untilPast, LONGEST_SLEEP));
  }

  /** The next due instant, as planned at the last wake-up. */
  Instant due() {
    return due;
  }
}
