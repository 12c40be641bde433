package dev.stillwater.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a page from the quarter below its place, and what that lacks from further back: a statement
 * opens every month that it may need, so that one over all time costs more each year. Each part is
 * one statement over whatever tables it reads, and an event's time never changes: no event is
 * between two parts or in both.
 */
record RecentFirst(Function<EventQuery, Future<List<Event>>> statement) {

  private static final Duration QUARTER = Duration.ofDays(92);

  /**
   * Reads a page of events, and one event more where there is one.
   *
   * @param newest about when the newest events occurred, where a page that starts at the end of all
   *     time begins
   */
  Future<List<Event>> read(EventQuery query, Instant newest) {
    Instant place = query.below().occurredAt();
    Instant start = place.isBefore(newest) ? place : newest;
    return read(query, start.minus(QUARTER), this::second);
  }

  // as far back as the page takes if it goes on like this, twice over; where nothing was found
  // there is nothing to tell from
  private Future<List<Event>> second(EventQuery rest, int found) {
    if (found == 0) {
      return statement.apply(rest);
    }
    Duration enough = QUARTER.multipliedBy(2L * (rest.limit() + 1)).dividedBy(found);
    return read(
        rest, rest.below().occurredAt().minus(enough), (last, any) -> statement.apply(last));
  }

  private Future<List<Event>> read(EventQuery query, Instant from, Next next) {
    EventQuery part = query.since(from.truncatedTo(ChronoUnit.MICROS));
    return statement
        .apply(part)
        .compose(
            found ->
                part.equals(query) || found.size() > query.limit()
                    ? Future.succeededFuture(found)
                    : next.read(
                            query.before(part.from(), query.limit() - found.size()), found.size())
                        .map(older -> Stream.concat(found.stream(), older.stream()).toList()));
  }

  /** Goes on with the rest of a query, of which some events have been found. */
  private interface Next {
    Future<List<Event>> read(EventQuery rest, int found);
  }
}
