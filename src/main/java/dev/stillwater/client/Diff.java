package dev.stillwater.client;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What changed in a stream from one month to another: change, add in this order, and remove in the
 * reverse of it. Paths are JSON Pointers (RFC 6901), values JSON text.
 *
 * @param status empty where it is the same
 */
public record Diff(
    String streamId,
    YearMonth from,
    YearMonth to,
    Optional<StatusChange> status,
    List<Value> added,
    List<Value> removed,
    List<Change> changed) {

  public Diff {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /** One status in the place of another. */
  public record StatusChange(String from, String to) {

    private static StatusChange of(Answer answer) throws IOException {
      return new StatusChange(answer.text("from"), answer.text("to"));
    }
  }

  /** A value that only one of the two has. */
  public record Value(String path, String value) {

    private static Value of(Answer answer) throws IOException {
      return new Value(answer.text("path"), answer.raw("value"));
    }
  }

  /** A value in the place of another. */
  public record Change(String path, String from, String to) {

    private static Change of(Answer answer) throws IOException {
      return new Change(answer.text("path"), answer.raw("from"), answer.raw("to"));
    }
  }

  static Diff of(Answer answer) throws IOException {
    return new Diff(
        answer.text("streamId"),
        answer.month("from"),
        answer.month("to"),
        answer.optionalObject("status", StatusChange::of),
        answer.list("added", Value::of),
        answer.list("removed", Value::of),
        answer.list("changed", Change::of));
  }
}
