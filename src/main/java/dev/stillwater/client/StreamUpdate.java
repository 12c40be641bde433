package dev.stillwater.client;

import dev.stillwater.json.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What a stream is set to.
 *
 * @param status empty: as it was, and {@code ACTIVE} for a new stream
 * @param state the JSON text of an object
 */
public record StreamUpdate(String streamId, Optional<String> status, String state) {

  public StreamUpdate {
    Checks.text("streamId", streamId);
    status.ifPresent(text -> Checks.text("status", text));
    Checks.jsonObject("state", state);
  }

  /** A new state, with the status as it was. */
  public static StreamUpdate of(String streamId, String state) {
    return new StreamUpdate(streamId, Optional.empty(), state);
  }

  /** The same with a status. */
  public StreamUpdate status(String text) {
    return new StreamUpdate(streamId, Optional.of(text), state);
  }

  Buffer toJson() {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          if (status.isPresent()) {
            json.writeStringField("status", status.get());
          }
          json.writeFieldName("state");
          json.writeRawValue(state);
          json.writeEndObject();
        });
  }
}
