package dev.stillwater.snapshot;

import dev.stillwater.json.ObjectText;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Snapshots of one month as NDJSON: each in the form of a single one, on a line of its own. Not
 * thread-safe.
 */
final class SnapshotLines {

  private static final int SIZE = 64 * 1024;

  private final StringBuilder lines = new StringBuilder(SIZE);
  private final YearMonth month;
  private String lastId;

  SnapshotLines(YearMonth month) {
    this.month = month;
  }

  void add(String streamId, String status, String state, Instant capturedAt) {
    new Snapshot(streamId, month, status, onOneLine(state), capturedAt)
        .write(new ObjectText(lines))
        .append('\n');
    lastId = streamId;
  }

  // in JSON line ends can only stand between tokens
  private static String onOneLine(String json) {
    return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
        ? json
        : json.replace('\n', ' ').replace('\r', ' ');
  }

  /** The stream of the last line; empty where there is none. */
  Optional<String> last() {
    return Optional.ofNullable(lastId);
  }

  Buffer toBuffer() {
    return Buffer.buffer(lines.toString());
  }
}
