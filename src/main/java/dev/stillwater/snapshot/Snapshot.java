package dev.stillwater.snapshot;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;

/**
 * The state of one stream as captured in one month.
 *
 * @param state JSON text as it was captured
 */
record Snapshot(String streamId, YearMonth month, String status, String state, Instant capturedAt) {

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("streamId", streamId);
    json.writeStringField("month", MonthLabel.format(month));
    json.writeStringField("status", status);
    json.writeFieldName("state");
    json.writeRawValue(state);
    json.writeStringField("capturedAt", Timestamps.format(capturedAt));
    json.writeEndObject();
  }
}
