package dev.stillwater.snapshot;

import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.ObjectText;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.YearMonth;

/**
 * The state of one stream as captured in one month.
 *
 * @param state JSON text as it was captured
 */
record Snapshot(String streamId, YearMonth month, String status, String state, Instant capturedAt) {

  private static final int FRAME = 160;

  Buffer toJson() {
    return Buffer.buffer(write(new ObjectText(size())).toString());
  }

  /** About how many characters it takes. */
  int size() {
    return FRAME + streamId.length() + state.length();
  }

  StringBuilder write(ObjectText json) {
    return json.text("streamId", streamId)
        .plain("month", MonthLabel.format(month))
        .text("status", status)
        .json("state", state)
        .time("capturedAt", capturedAt)
        .end();
  }
}
