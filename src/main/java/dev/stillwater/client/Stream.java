package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;

/**
 * A stream as it stands.
 *
 * @param state the JSON text of an object, as it is stored
 */
public record Stream(
    String streamId, String status, String state, Instant createdAt, Instant updatedAt) {

  static Stream of(Answer answer) throws IOException {
    return new Stream(
        answer.text("streamId"),
        answer.text("status"),
        answer.raw("state"),
        answer.time("createdAt"),
        answer.time("updatedAt"));
  }
}
