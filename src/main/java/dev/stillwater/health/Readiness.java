package dev.stillwater.health;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether requests can be answered: what that takes, and what of it is missing. */
public record Readiness(List<Check> checks) {

  public Readiness {
    checks = List.copyOf(checks);
  }

  /** How one of the things stands. */
  public enum State {
    UP,
    DOWN,
    /** It cannot be looked at, for another is down. */
    UNKNOWN
  }

  /**
   * One of the things that it takes.
   *
   * @param reason why it is down
   */
  public record Check(String name, State state, Optional<String> reason) {

    public static Check up(String name) {
      return new Check(name, State.UP, Optional.empty());
    }

    public static Check down(String name, String reason) {
      return new Check(name, State.DOWN, Optional.of(reason));
    }

    public static Check unknown(String name) {
      return new Check(name, State.UNKNOWN, Optional.empty());
    }

    private JsonObject toJson() {
      JsonObject json = new JsonObject().put("status", state.name());
      reason.ifPresent(why -> json.put("reason", why));
      return json;
    }
  }

  public static Readiness of(Check... checks) {
    return new Readiness(List.of(checks));
  }

  /** The same with a further check. */
  public Readiness and(Check further) {
    List<Check> more = new ArrayList<>(checks);
    more.add(further);
    return new Readiness(more);
  }

  public boolean isReady() {
    return checks.stream().allMatch(check -> check.state() == State.UP);
  }

  /** As it is answered: the first reason, and every check. */
  public JsonObject toJson() {
    JsonObject json = new JsonObject().put("status", isReady() ? "UP" : "DOWN");
    checks.stream()
        .flatMap(check -> check.reason().stream())
        .findFirst()
        .ifPresent(why -> json.put("reason", why));
    JsonObject each = new JsonObject();
    checks.forEach(check -> each.put(check.name(), check.toJson()));
    return json.put("checks", each);
  }
}
