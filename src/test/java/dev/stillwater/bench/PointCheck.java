package dev.stillwater.bench;

import io.vertx.core.json.JsonObject;
import java.util.function.BiPredicate;

/** Whether the state that is answered is the one that is stored. */
record PointCheck(Snapshots snapshots) implements BiPredicate<String, String> {

  @Override
  public boolean test(String target, String body) {
    String[] parts = target.split("/");
    JsonObject stored =
        new JsonObject(snapshots.state(parts[parts.length - 2], parts[parts.length - 1]));
    return stored.equals(new JsonObject(body).getJsonObject("state"));
  }
}
