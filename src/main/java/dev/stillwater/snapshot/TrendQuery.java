package dev.stillwater.snapshot;

import dev.stillwater.bus.Request;
import dev.stillwater.stream.StreamId;
import java.time.YearMonth;

/**
 * One field of a stream's snapshots over the months.
 *
 * @param from first month, inclusive
 * @param to last month, inclusive
 * @param limit months at the most, the newest ones
 */
record TrendQuery(String streamId, FieldPath field, YearMonth from, YearMonth to, int limit) {

  /** Reads {@code streamId, field, from, to, limit} and refuses all else. */
  static TrendQuery of(Request request) {
    TrendQuery query =
        new TrendQuery(
            StreamId.of(request),
            FieldPath.of(request),
            request.month("from").orElse(SnapshotQuery.FIRST),
            request.month("to").orElse(SnapshotQuery.END.minusMonths(1)),
            request.limit(Request.MAX_LIMIT));
    request.end();
    return query;
  }
}
