package dev.stillwater.snapshot;

import dev.stillwater.bus.Request;
import dev.stillwater.stream.StreamCursor;
import dev.stillwater.stream.StreamStatus;
import java.time.YearMonth;
import java.util.Optional;

/**
 * One page of a month's snapshots, by stream id.
 *
 * @param status empty: any
 * @param after stream ids strictly after this one
 * @param limit snapshots on the page
 */
record MonthQuery(YearMonth month, Optional<String> status, String after, int limit) {

  /** Reads {@code month, status, limit, cursor} and refuses all else. */
  static MonthQuery of(Request request) {
    MonthQuery query =
        new MonthQuery(
            request.requiredMonth("month"),
            StreamStatus.of(request),
            StreamCursor.after(request),
            request.limit());
    request.end();
    return query;
  }
}
