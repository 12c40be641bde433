package dev.stillwater.client;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A page of streams, by id in the order of code points.
 *
 * @param prefix what their ids start with; may be empty
 * @param status empty: any
 */
public record StreamRequest(
    String prefix, Optional<String> status, int limit, Optional<String> cursor) {

  public StreamRequest {
    if (!prefix.isEmpty()) {
      Checks.text("prefix", prefix);
    }
    status.ifPresent(text -> Checks.text("status", text));
    Checks.limit(limit);
  }

  /** All streams. */
  public static StreamRequest all() {
    return startingWith("");
  }

  public static StreamRequest startingWith(String prefix) {
    return new StreamRequest(prefix, Optional.empty(), Checks.DEFAULT_LIMIT, Optional.empty());
  }

  public StreamRequest status(String text) {
    return new StreamRequest(prefix, Optional.of(text), limit, cursor);
  }

  public StreamRequest limit(int most) {
    return new StreamRequest(prefix, status, most, cursor);
  }

  public StreamRequest cursor(Optional<String> next) {
    return new StreamRequest(prefix, status, limit, next);
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject().put("prefix", prefix).put("limit", limit);
    status.ifPresent(text -> request.put("status", text));
    cursor.ifPresent(text -> request.put("cursor", text));
    return request;
  }
}
