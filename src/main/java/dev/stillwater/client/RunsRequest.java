package dev.stillwater.client;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * A page of runs, newest first. What is empty may be any.
 *
 * @param kind {@code FULL}, {@code SNAPSHOT}, {@code ARCHIVE} or {@code RESTORE}
 * @param trigger {@code SCHEDULE}, {@code CATCH_UP}, {@code MANUAL}, {@code EVENT_BUS} or {@code
 *     CLI}
 */
public record RunsRequest(
    int limit,
    Optional<String> cursor,
    Optional<Run.Status> status,
    Optional<String> kind,
    Optional<String> trigger) {

  public RunsRequest {
    Checks.limit(limit);
    kind.ifPresent(text -> Checks.text("kind", text));
    trigger.ifPresent(text -> Checks.text("trigger", text));
  }

  public static RunsRequest all() {
    return new RunsRequest(
        Checks.DEFAULT_LIMIT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public RunsRequest limit(int most) {
    return new RunsRequest(most, cursor, status, kind, trigger);
  }

  public RunsRequest cursor(Optional<String> next) {
    return new RunsRequest(limit, next, status, kind, trigger);
  }

  public RunsRequest status(Run.Status only) {
    return new RunsRequest(limit, cursor, Optional.of(only), kind, trigger);
  }

  public RunsRequest kind(String only) {
    return new RunsRequest(limit, cursor, status, Optional.of(only), trigger);
  }

  public RunsRequest trigger(String only) {
    return new RunsRequest(limit, cursor, status, kind, Optional.of(only));
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject().put("limit", limit);
    cursor.ifPresent(text -> request.put("cursor", text));
    status.ifPresent(only -> request.put("status", only.name()));
    kind.ifPresent(text -> request.put("kind", text));
    trigger.ifPresent(text -> request.put("trigger", text));
    return request;
  }
}
