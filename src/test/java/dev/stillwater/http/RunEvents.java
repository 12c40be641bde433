package dev.stillwater.http;

import io.vertx.core.json.JsonObject;

/** Messages as a run publishes them. */
final class RunEvents {

  private RunEvents() {}

  static JsonObject message(String id, String type, String error) {
    return new JsonObject()
        .put("id", id)
        .put("type", type)
        .put("run", new JsonObject().put("status", "RUNNING").put("error", error));
  }
}
