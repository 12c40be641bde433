package dev.stillwater.maintenance;

import java.util.OptionalLong;

/**
 * How fast rows go, lately: each sample counts less by half after some ten seconds. Not
 * thread-safe.
 */
final class Pace {

  private static final double HALF_LIFE_SECONDS = 10;

  private long lastNanos;
  private long lastDone;
  private boolean started;
  private double rate = Double.NaN;

  /** Notes how many rows are done at a time of a stopwatch. */
  void note(long nanos, long done) {
    double seconds = (nanos - lastNanos) / 1e9;
    if (started && seconds <= 0) {
      return;
    }
    if (started) {
      double sample = Math.max(0, done - lastDone) / seconds;
      double weight = Double.isNaN(rate) ? 0 : Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
      rate = weight == 0 ? sample : weight * rate + (1 - weight) * sample;
    }
    started = true;
    lastNanos = nanos;
    lastDone = done;
  }

  OptionalLong perSecond() {
    return Double.isNaN(rate) ? OptionalLong.empty() : OptionalLong.of(Math.round(rate));
  }

  /** Until that many rows are done, in seconds; empty where that cannot be told. */
  OptionalLong secondsUntil(long total) {
    return Double.isNaN(rate) || rate < 1
        ? OptionalLong.empty()
        : OptionalLong.of((long) Math.ceil(Math.max(0, total - lastDone) / rate));
  }
}
