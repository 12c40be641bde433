package dev.stillwater.stream;

import dev.stillwater.bus.Request;
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

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  /** Reads {@code streamId, limit, cursor, from, to, type} and refuses all else. */
  public static EventQuery of(Request request) {
    EventQuery query =
        new EventQuery(
            StreamId.of(request),
            below(request),
            request.time("from").orElse(FIRST),
            request.text("type").map(type -> StreamId.check("type", type)),
            request.limit());
    request.end();
    return query;
  }

  private static EventCursor below(Request request) {
    EventCursor to = request.time("to").map(EventCursor::before).orElse(EventCursor.LAST);
    return request
        .text("cursor")
        .map(EventCursor::decode)
        .filter(cursor -> cursor.compareTo(to) < 0)
        .orElse(to);
  }
}
