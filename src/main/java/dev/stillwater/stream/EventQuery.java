package dev.stillwater.stream;

import dev.stillwater.bus.Request;
import dev.stillwater.json.Timestamps;
import java.time.Instant;
import java.util.Optional;

/**
 * One page of a stream's events, newest first.
 *
 * @param below the page starts strictly below this place
 * @param from inclusive
 * @param limit events on the page
 */
public record EventQuery(
    String streamId, EventCursor below, Instant from, Optional<String> type, int limit) {

  /** Reads {@code streamId, limit, cursor, from, to, type} and refuses all else. */
  public static EventQuery of(Request request) {
    EventQuery query =
        new EventQuery(
            StreamId.of(request),
            below(request),
            request.time("from").orElse(Timestamps.YEAR_1),
            request.text("type").map(type -> ShortText.check("type", type)),
            request.limit());
    request.end();
    return query;
  }

  /** The same for events at or after an instant only, which is in whole microseconds. */
  EventQuery since(Instant instant) {
    return instant.isAfter(from) ? new EventQuery(streamId, below, instant, type, limit) : this;
  }

  /** The same for events before an instant only, and another number of them. */
  EventQuery before(Instant instant, int otherLimit) {
    return new EventQuery(
        streamId, lower(EventCursor.before(instant), below), from, type, otherLimit);
  }

  private static EventCursor below(Request request) {
    EventCursor to = request.time("to").map(EventCursor::before).orElse(EventCursor.LAST);
    return request.text("cursor").map(EventCursor::decode).map(at -> lower(at, to)).orElse(to);
  }

  private static EventCursor lower(EventCursor a, EventCursor b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
