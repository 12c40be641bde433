package dev.stillwater.maintenance;

import dev.stillwater.bus.Request;
import java.util.Optional;

/**
 * One page of runs, newest first. What is empty may be any.
 *
 * @param before runs that began before this one
 * @param limit runs on the page
 */
public record RunQuery(
    Optional<RunStatus> status,
    Optional<RunKind> kind,
    Optional<Trigger> trigger,
    Optional<Long> before,
    int limit) {

  /** Reads {@code status, kind, trigger, limit, cursor} and refuses all else. */
  static RunQuery of(Request request) {
    RunQuery query =
        new RunQuery(
            request.oneOf("status", RunStatus.class),
            request.oneOf("kind", RunKind.class),
            request.oneOf("trigger", Trigger.class),
            request.optionalId("cursor"),
            request.limit());
    request.end();
    return query;
  }
}
