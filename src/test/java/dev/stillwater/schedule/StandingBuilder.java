package dev.stillwater.schedule;

import java.time.Instant;
import java.util.Optional;

/** How a due instant stands: open and never tried, but for what is said. */
final class StandingBuilder {

  private final Instant due;
  private Instant installedAt = Instant.parse("2026-01-10T00:00:00Z");
  private Optional<Instant> pausedAt = Optional.empty();
  private Optional<Instant> lastSuccess = Optional.empty();
  private long failures;
  private long lastFailure;
  private boolean cancelled;
  private Optional<Boolean> caughtUp = Optional.empty();
  private boolean running;

  StandingBuilder(Instant due) {
    this.due = due;
  }

  StandingBuilder installed(Instant at) {
    installedAt = at;
    return this;
  }

  StandingBuilder paused(Instant at) {
    pausedAt = Optional.of(at);
    return this;
  }

  StandingBuilder succeeded(Instant startedAt) {
    lastSuccess = Optional.of(startedAt);
    return this;
  }

  /** So many runs for it have failed, the last of them with an id. */
  StandingBuilder failed(long times, long lastRunId) {
    failures = times;
    lastFailure = lastRunId;
    return this;
  }

  StandingBuilder cancelled() {
    cancelled = true;
    return this;
  }

  StandingBuilder firstTried(boolean asCatchUp) {
    caughtUp = Optional.of(asCatchUp);
    return this;
  }

  StandingBuilder running() {
    running = true;
    return this;
  }

  Standing build() {
    return new Standing(
        due,
        installedAt,
        pausedAt,
        lastSuccess,
        failures,
        lastFailure,
        cancelled,
        caughtUp,
        running);
  }
}
