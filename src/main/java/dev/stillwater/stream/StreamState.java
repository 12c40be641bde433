package dev.stillwater.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.json.JsonBody;
import dev.stillwater.json.Timestamps;
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
    return JsonBody.of(this::write);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("streamId", streamId);
    json.writeStringField("status", status);
    json.writeFieldName("state");
    json.writeRawValue(state);
    json.writeStringField("createdAt", Timestamps.format(createdAt));
    json.writeStringField("updatedAt", Timestamps.format(updatedAt));
    json.writeEndObject();
  }
}
