package dev.stillwater.client;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request was refused, or failed. The message tells people why; it carries no stack trace of its
 * own, for the reason lies with whom was asked.
 */
public final class StillwaterException extends RuntimeException {

  static final int UNREADABLE = 500;
  static final int UNAVAILABLE = 503;

  private final int status;
  private final String field;
  private final Long runId;
  private final Long line;

  private StillwaterException(
      int status, String detail, Map<String, JsonValue> members, Throwable cause) {
    super(detail, cause, false, false);
    this.status = status;
    this.field = text(members, "field").orElse(null);
    this.runId = text(members, "runId").map(Long::valueOf).orElse(null);
    this.line = text(members, "line").map(Long::valueOf).orElse(null);
  }

  /** What problem details tell. */
  static StillwaterException of(int status, Map<String, JsonValue> problem) {
    return new StillwaterException(
        status, text(problem, "detail").orElse("failed with " + status), problem, null);
  }

  static StillwaterException of(int status, String detail, Throwable cause) {
    return new StillwaterException(status, detail, Map.of(), cause);
  }

  private static Optional<String> text(Map<String, JsonValue> members, String name) {
    return Optional.ofNullable(members.get(name)).flatMap(JsonValue::text);
  }

  /** The HTTP status that it stands for; 503 where nobody answered, or not in time. */
  public int status() {
    return status;
  }

  /** The parameter or member that is at fault. */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /** The run that stands in the way, or that failed. */
  public OptionalLong runId() {
    return optional(runId);
  }

  /** Which of the events that were to be appended is at fault, counted from 1. */
  public OptionalLong line() {
    return optional(line);
  }

  private static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
