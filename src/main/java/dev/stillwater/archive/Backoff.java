package dev.stillwater.archive;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing, jittered pauses between attempts that hold others up. Not thread-safe. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private Duration bound = FIRST;
  private long nextNanos = System.nanoTime() + FIRST.toNanos();

  /** Whether the pause is over. */
  boolean isOver() {
    return System.nanoTime() - nextNanos >= 0;
  }

  /** Begins the next pause: between half its bound and all of it. */
  void pause() {
    long nanos = bound.toNanos();
    nextNanos = System.nanoTime() + ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1);
    bound = bound.multipliedBy(2).compareTo(LONGEST) < 0 ? bound.multipliedBy(2) : LONGEST;
  }
}
