package dev.stillwater.snapshot;

import dev.stillwater.bus.Request;
import dev.stillwater.stream.StreamId;
import java.time.YearMonth;
import java.util.Optional;

/**
 * One page of a stream's snapshots, newest month first.
 *
 * @param from first month, inclusive
 * @param before months strictly before this one
 * @param limit snapshots on the page
 */
record SnapshotQuery(String streamId, YearMonth from, YearMonth before, int limit) {

  /** The first month that has a label. */
  static final YearMonth FIRST = YearMonth.of(0, 1);

  /** The month after the last one that has a label. */
  static final YearMonth END = YearMonth.of(10_000, 1);

  /** Reads {@code streamId, limit, before, from, to} and refuses all else. */
  static SnapshotQuery of(Request request) {
    SnapshotQuery query =
        new SnapshotQuery(
            StreamId.of(request),
            request.month("from").orElse(FIRST),
            earlier(request.month("before"), request.month("to").map(month -> month.plusMonths(1))),
            request.limit());
    request.end();
    return query;
  }

  private static YearMonth earlier(Optional<YearMonth> one, Optional<YearMonth> other) {
    YearMonth first = one.orElse(END);
    YearMonth second = other.orElse(END);
    return first.isBefore(second) ? first : second;
  }
}
