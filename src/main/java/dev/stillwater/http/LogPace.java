package dev.stillwater.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Lets so many lines a second into the log, and counts the others. For one event loop. */
final class LogPace {

  private static final int PER_SECOND = 10;

  private final LongConsumer leftOut;
  private long second;
  private long lines;

  /**
   * A pace.
   *
   * @param leftOut is told how many lines of a second there were too many, once another one begins
   */
  LogPace(LongConsumer leftOut) {
    this.leftOut = leftOut;
  }

  /** Whether one more line is to be written. */
  boolean allows(long nanoTime) {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime);
    if (now != second) {
      long tooMany = lines - PER_SECOND;
      second = now;
      lines = 0;
      if (tooMany > 0) {
        leftOut.accept(tooMany);
      }
    }
    lines++;
    return lines <= PER_SECOND;
  }
}
