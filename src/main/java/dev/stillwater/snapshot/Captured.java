package dev.stillwater.snapshot;

import java.time.YearMonth;

/**
 * What a capture did.
 *
 * @param streams all streams there were at its instant
 * @param created streams without a snapshot of the month before
 * @param refreshed streams whose snapshot of the month was replaced by a different one
 */
public record Captured(YearMonth month, long streams, long created, long refreshed) {

  public long unchanged() {
    return streams - created - refreshed;
  }
}
