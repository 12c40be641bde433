package dev.stillwater.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.archive.PlannedArchival;
import dev.stillwater.archive.PlannedMonth;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.JsonBody;
import dev.stillwater.json.Timestamps;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;

/**
 * What a run would do.
 *
 * @param month the month it would capture
 * @param cutoff events before it would be archived
 */
public record MaintenancePlan(
    RunKind kind, YearMonth month, Instant cutoff, PlannedArchival archival) {

  public Buffer toJson() {
    return JsonBody.of(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind.name());
    json.writeStringField("month", MonthLabel.format(month));
    json.writeStringField("cutoff", Timestamps.format(cutoff));
    json.writeArrayFieldStart("faults");
    for (String fault : archival.faults()) {
      json.writeString(fault);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("months");
    for (PlannedMonth planned : archival.months()) {
      write(json, planned);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, PlannedMonth planned) throws IOException {
    json.writeStartObject();
    json.writeStringField("month", planned.month().map(MonthLabel::format).orElse(null));
    json.writeStringField("partition", planned.partition());
    json.writeStringField("to", Timestamps.format(planned.to()));
    json.writeNumberField("rows", planned.rows());
    json.writeBooleanField("rowsEstimated", !planned.counted());
    json.writeNumberField("bytes", planned.bytes());
    json.writeStringField("how", planned.how().name());
    json.writeStringField("heldBackBy", planned.heldBackBy().orElse(null));
    json.writeEndObject();
  }
}
