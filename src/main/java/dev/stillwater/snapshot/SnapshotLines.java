package dev.stillwater.snapshot;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.Timestamps;
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

  private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
  // a generator of JSON looks at each character of a state, which is most of a line
  private final StringBuilder lines = new StringBuilder(SIZE);
  private final String monthMember;
  private String lastId;
  private Instant lastInstant;
  private String lastCapturedAt;

  SnapshotLines(YearMonth month) {
    this.monthMember = "\",\"month\":\"" + MonthLabel.format(month) + "\",\"status\":\"";
  }

  void add(String streamId, String status, String state, Instant capturedAt) {
    lines.append("{\"streamId\":\"");
    encoder.quoteAsString(streamId, lines);
    lines.append(monthMember);
    encoder.quoteAsString(status, lines);
    lines.append("\",\"state\":").append(onOneLine(state));
    lines.append(",\"capturedAt\":\"").append(format(capturedAt)).append("\"}\n");
    lastId = streamId;
  }

  // in JSON line ends can only stand between tokens
  private static String onOneLine(String json) {
    return json.indexOf('\n') < 0 && json.indexOf('\r') < 0
        ? json
        : json.replace('\n', ' ').replace('\r', ' ');
  }

  // all of one capture have the same
  private String format(Instant capturedAt) {
    if (!capturedAt.equals(lastInstant)) {
      lastInstant = capturedAt;
      lastCapturedAt = Timestamps.format(capturedAt);
    }
    return lastCapturedAt;
  }

  /** The stream of the last line; empty where there is none. */
  Optional<String> last() {
    return Optional.ofNullable(lastId);
  }

  Buffer toBuffer() {
    return Buffer.buffer(lines.toString());
  }
}
