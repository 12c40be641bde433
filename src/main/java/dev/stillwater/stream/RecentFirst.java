package dev.stillwater.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a page from the months below its place, and what they lack from further back: a statement
 * opens every month that it may need, so that one over all time costs more each year. Each part is
 * one statement over whatever tables may hold its events, and an event's time never changes: no
 * event is between two parts or in both.
 *
 * @param statement finds a query's events, and one more than its page holds where there is one
 * @param newest about when the newest of them occurred
 */
record RecentFirst(Function<EventQuery, Future<List<Event>>> statement, Instant newest) {

  private static final Duration QUARTER = Duration.ofDays(92);

  /**
   * The newest events of a query.
   *
   * @param since all that occurred at this time or later is there
   */
  record Part(List<Event> events, Instant since) {}

  /** Reads a page of events, and one event more where there is one. */
  Future<List<Event>> read(EventQuery query) {
    return part(query, start(query).minus(QUARTER)).compose(part -> complete(query, part));
  }

  /**
   * Reads what a part of it lacks: as far back as that takes if it goes on alike, twice over; and
   * in all time at once where there is nothing to tell from, or only the question whether the page
   * is the last.
   */
  Future<List<Event>> complete(EventQuery query, Part part) {
    if (isWhole(query, part)) {
      return succeeded(part);
    }
    EventQuery rest = rest(query, part);
    if (part.events().isEmpty() || rest.limit() == 0) {
      return everything(query, part);
    }
    Duration enough = span(query, part).multipliedBy(2L * (rest.limit() + 1));
    Instant since = part.since().minus(enough.dividedBy(part.events().size()));
    return part(rest, since)
        .compose(more -> isWhole(rest, more) ? succeeded(more) : everything(rest, more))
        .map(more -> joined(part, more));
  }

  private Future<List<Event>> everything(EventQuery query, Part part) {
    return statement.apply(rest(query, part)).map(more -> joined(part, more));
  }

  private Future<Part> part(EventQuery query, Instant since) {
    EventQuery recent = query.since(since.truncatedTo(ChronoUnit.MICROS));
    return statement.apply(recent).map(found -> new Part(found, recent.from()));
  }

  // a page that starts at the end of all time starts where the events do
  private Instant start(EventQuery query) {
    Instant place = query.below().occurredAt();
    return place.isBefore(newest) ? place : newest;
  }

  private Duration span(EventQuery query, Part part) {
    Duration span = Duration.between(part.since(), start(query));
    return span.compareTo(QUARTER) < 0 ? QUARTER : span;
  }

  private static boolean isWhole(EventQuery query, Part part) {
    return part.events().size() > query.limit() || !part.since().isAfter(query.from());
  }

  private static EventQuery rest(EventQuery query, Part part) {
    return query.before(part.since(), query.limit() - part.events().size());
  }

  private static Future<List<Event>> succeeded(Part part) {
    return Future.succeededFuture(part.events());
  }

  private static List<Event> joined(Part part, List<Event> more) {
    return Stream.concat(part.events().stream(), more.stream()).toList();
  }
}
