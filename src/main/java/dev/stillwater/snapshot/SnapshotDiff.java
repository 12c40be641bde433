package dev.stillwater.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** Two snapshots of one stream, with their states in the form of jsonb, and how they differ. */
record SnapshotDiff(Snapshot from, Snapshot to) {

  /** The answer; it takes time in proportion to the states. */
  Buffer toJson() {
    StateDiff states = StateComparison.of(from.state(), to.state());
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("streamId", from.streamId());
          json.writeStringField("from", MonthLabel.format(from.month()));
          json.writeStringField("to", MonthLabel.format(to.month()));
          json.writeFieldName("status");
          writeStatus(json);
          states.write(json);
          json.writeEndObject();
        });
  }

  private void writeStatus(JsonGenerator json) throws IOException {
    if (from.status().equals(to.status())) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("from", from.status());
    json.writeStringField("to", to.status());
    json.writeEndObject();
  }
}
