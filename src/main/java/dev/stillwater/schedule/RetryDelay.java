package dev.stillwater.schedule;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Growing, jittered delays after failures: the bound doubles with each failure up to the longest,
 * and a delay is between half its bound and all of it.
 *
 * @param random as thread-safe as this is to be
 */
public record RetryDelay(Duration first, Duration longest, RandomGenerator random) {

  private static final int MOST_DOUBLINGS = 40;

  public RetryDelay {
    Objects.requireNonNull(random, "random");
    if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("no growing delays: " + first + " to " + longest);
    }
  }

  /** The nanoseconds to wait after that many failures, which is at least one. */
  long nanos(long failures) {
    long bound = first.toNanos();
    for (long n = 1; n < Math.min(failures, MOST_DOUBLINGS) && bound < longest.toNanos(); n++) {
      bound *= 2;
    }
    bound = Math.min(bound, longest.toNanos());
    return random.nextLong(bound / 2, bound + 1);
  }

  /** The same delays with another longest one. */
  RetryDelay upTo(Duration otherLongest) {
    return new RetryDelay(first, otherLongest.compareTo(first) < 0 ? first : otherLongest, random);
  }
}
