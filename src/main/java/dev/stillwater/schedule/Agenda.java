package dev.stillwater.schedule;

import dev.stillwater.calendar.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a wake-up means, for a clock that may jump both ways and beside other instances: of
 * the due instants that have passed, only the latest is to be run, once, as the ledger has it.
 * Delays are measured in nanoseconds of a stopwatch and not by the clock. Not thread-safe.
 */
final class Agenda {

  private static final long SHORTEST_SLEEP = 10;
  private static final long LONGEST_SLEEP = Duration.ofMinutes(15).toMillis();
  private static final long LOOK_AGAIN = 1000;
  private static final Duration LONGEST_STUMBLE = Duration.ofSeconds(30);

  private final Schedule schedule;
  private final boolean enabled;
  private final RetryDelay retry;
  private Instant earliest = Instant.MAX;
  private Instant notedDue;
  private long notedFailure;
  private long stumbles;
  private long notBefore;

  /**
   * An agenda for one instance.
   *
   * @param enabled whether this instance starts runs
   * @param nanos the stopwatch now
   */
  Agenda(Schedule schedule, boolean enabled, RetryDelay retry, long nanos) {
    this.schedule = schedule;
    this.enabled = enabled;
    this.retry = retry;
    this.notBefore = nanos;
  }

  /** The due instant that the ledger is to be asked about. */
  Instant latest(Instant now) {
    if (now.isBefore(earliest)) {
      earliest = now;
    }
    return schedule.latest(now);
  }

  /** The next due instant. */
  Instant next(Instant now) {
    return schedule.next(now);
  }

  /** What the ledger told; answers the run that is to start now, if one is. */
  Optional<DueRun> look(Standing standing, long nanos) {
    note(standing, nanos);
    return isWanted(standing) && !standing.running() && nanos - notBefore >= 0
        ? Optional.of(dueRun(standing))
        : Optional.empty();
  }

  // what failed before this instance was up may have been mended by starting it: no delay then
  private void note(Standing standing, long nanos) {
    if (!standing.due().equals(notedDue)) {
      stumbles = 0;
      notBefore = nanos;
    } else if (standing.lastFailure() != notedFailure) {
      notBefore = nanos + retry.nanos(standing.failures());
    }
    notedDue = standing.due();
    notedFailure = standing.lastFailure();
  }

  private boolean isWanted(Standing standing) {
    return enabled && standing.isOpen() && standing.pausedAt().isEmpty() && !standing.cancelled();
  }

  private DueRun dueRun(Standing standing) {
    Instant due = standing.due();
    return new DueRun(
        due,
        standing.caughtUp().orElse(earliest.isAfter(due)),
        schedule.monthsDue(standing.doneUntil(), due));
  }

  /** A run could not be started, or the ledger not be asked. */
  void stumbled(long nanos) {
    stumbles++;
    notBefore = Math.max(notBefore, nanos + retry.upTo(LONGEST_STUMBLE).nanos(stumbles));
  }

  /** A run has been started. */
  void started() {
    stumbles = 0;
  }

  /** The milliseconds to the next wake-up where the ledger could not be asked. */
  long sleepAfterStumble(long nanos) {
    return millisUntil(notBefore, nanos);
  }

  /**
   * The milliseconds to the next wake-up.
   *
   * @param busy whether a run of this instance is being started, or going
   */
  long sleep(Instant now, Standing standing, long nanos, boolean busy) {
    // not what is next by now: that may have come due while the ledger was asked of the one before
    Instant next = schedule.next(now.isBefore(standing.due()) ? now : standing.due());
    // rounded up: to wake just before the instant would cost another sleep
    long untilDue = Duration.between(now, next).toMillis() + 1;
    long sleep = Math.max(SHORTEST_SLEEP, Math.min(untilDue, LONGEST_SLEEP));
    if (busy || standing.running()) {
      return Math.min(sleep, LOOK_AGAIN);
    }
    return isWanted(standing) ? Math.min(sleep, millisUntil(notBefore, nanos)) : sleep;
  }

  private static long millisUntil(long then, long nanos) {
    return Math.max(SHORTEST_SLEEP, Duration.ofNanos(then - nanos).toMillis() + 1);
  }
}
