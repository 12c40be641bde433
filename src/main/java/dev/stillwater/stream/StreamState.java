package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.json.ObjectText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;

/**
 * A stream as it stands.
 *
 * @param state JSON text as the database gives it
 */
public record StreamState(
    String streamId, String status, String state, Instant createdAt, Instant updatedAt) {

  Buffer toJson() {
    return Buffer.buffer(write(new ObjectText()).toString());
  }

  void write(JsonGenerator json) throws IOException {
    json.writeRawValue(write(new ObjectText()).toString());
  }

  private StringBuilder write(ObjectText json) {
    return json.text("streamId", streamId)
        .text("status", status)
        .json("state", state)
        .time("createdAt", createdAt)
        .time("updatedAt", updatedAt)
        .end();
  }
}
