package dev.stillwater.client;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A page of runs, newest first. */
public record RunsRequest(int limit, Optional<String> cursor) {

  public RunsRequest {
    Checks.limit(limit);
  }

  public static RunsRequest all() {
    return new RunsRequest(Checks.DEFAULT_LIMIT, Optional.empty());
  }

  public RunsRequest limit(int most) {
    return new RunsRequest(most, cursor);
  }

  public RunsRequest cursor(Optional<String> next) {
    return new RunsRequest(limit, next);
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject().put("limit", limit);
    cursor.ifPresent(text -> request.put("cursor", text));
    return request;
  }
}
