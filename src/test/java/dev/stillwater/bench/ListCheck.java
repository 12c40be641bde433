package dev.stillwater.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.BiPredicate;

/** Whether all months are answered, the newest first, with the state that is stored. */
record ListCheck(Snapshots snapshots) implements BiPredicate<String, String> {

  @Override
  public boolean test(String target, String body) {
    JsonArray answered = new JsonObject(body).getJsonArray("snapshots");
    String stream = target.substring(target.lastIndexOf('/') + 1);
    if (answered.size() != snapshots.months()) {
      return false;
    }
    for (int i = 0; i < answered.size(); i++) {
      String month = snapshots.first().plusMonths(snapshots.months() - 1L - i).toString();
      JsonObject stored = new JsonObject(snapshots.state(stream, month));
      if (!stored.equals(answered.getJsonObject(i).getJsonObject("state"))) {
        return false;
      }
    }
    return true;
  }
}
