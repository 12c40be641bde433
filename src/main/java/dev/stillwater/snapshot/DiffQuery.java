package dev.stillwater.snapshot;

import dev.stillwater.bus.Request;
import dev.stillwater.stream.StreamId;
import java.time.YearMonth;

/** Two months of a stream to compare, in any order. */
record DiffQuery(String streamId, YearMonth from, YearMonth to) {

  /** Reads {@code streamId, from, to} and refuses all else. */
  static DiffQuery of(Request request) {
    DiffQuery query =
        new DiffQuery(
            StreamId.of(request), request.requiredMonth("from"), request.requiredMonth("to"));
    request.end();
    return query;
  }

  /** The later one of the two. */
  YearMonth last() {
    return from.isBefore(to) ? to : from;
  }
}
