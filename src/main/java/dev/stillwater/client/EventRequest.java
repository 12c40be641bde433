package dev.stillwater.client;

import dev.stillwater.json.Timestamps;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A page of a stream's events, newest first.
 *
 * @param from inclusive
 * @param to exclusive
 * @param type empty: any
 */
public record EventRequest(
    String streamId,
    int limit,
    Optional<String> cursor,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> type) {

  public EventRequest {
    Checks.text("streamId", streamId);
    Checks.limit(limit);
    from = from.map(time -> Checks.time("from", time));
    to = to.map(time -> Checks.time("to", time));
    type.ifPresent(text -> Checks.text("type", text));
  }

  /** All events of a stream. */
  public static EventRequest of(String streamId) {
    return new EventRequest(
        streamId,
        Checks.DEFAULT_LIMIT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public EventRequest limit(int most) {
    return new EventRequest(streamId, most, cursor, from, to, type);
  }

  public EventRequest cursor(Optional<String> next) {
    return new EventRequest(streamId, limit, next, from, to, type);
  }

  public EventRequest from(Instant first) {
    return new EventRequest(streamId, limit, cursor, Optional.of(first), to, type);
  }

  public EventRequest to(Instant end) {
    return new EventRequest(streamId, limit, cursor, from, Optional.of(end), type);
  }

  public EventRequest type(String text) {
    return new EventRequest(streamId, limit, cursor, from, to, Optional.of(text));
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject().put("streamId", streamId).put("limit", limit);
    cursor.ifPresent(text -> request.put("cursor", text));
    from.ifPresent(time -> request.put("from", Timestamps.format(time)));
    to.ifPresent(time -> request.put("to", Timestamps.format(time)));
    type.ifPresent(text -> request.put("type", text));
    return request;
  }
}
