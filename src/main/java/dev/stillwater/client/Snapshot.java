package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;

/**
 * A stream as captured in a month.
 *
 * @param state the JSON text of an object, as it was captured
 */
public record Snapshot(
    String streamId, YearMonth month, String status, String state, Instant capturedAt) {

  static Snapshot of(Answer answer) throws IOException {
    return new Snapshot(
        answer.text("streamId"),
        answer.month("month"),
        answer.text("status"),
        answer.raw("state"),
        answer.time("capturedAt"));
  }
}
