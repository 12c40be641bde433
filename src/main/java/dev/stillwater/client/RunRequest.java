package dev.stillwater.client;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * A run to start.
 *
 * @param phase empty: both
 * @param patience how long to wait for its end, in whole seconds; empty: the client's deadline. The
 *     service waits no longer than its {@code http.maintenance-wait}
 */
public record RunRequest(Optional<Phase> phase, Optional<Duration> patience) {

  public RunRequest {
    patience.ifPresent(time -> Checks.notNegative("patience", time));
  }

  /** Captures all streams, then archives. */
  public static RunRequest full() {
    return new RunRequest(Optional.empty(), Optional.empty());
  }

  public static RunRequest of(Phase phase) {
    return new RunRequest(Optional.of(phase), Optional.empty());
  }

  public RunRequest waiting(Duration time) {
    return new RunRequest(phase, Optional.of(time));
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject();
    phase.ifPresent(alone -> request.put("phase", alone.parameter()));
    return request;
  }
}
