package dev.stillwater.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.JsonBody;
import dev.stillwater.schedule.ScheduleState;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What maintenance did, is doing and will do.
 *
 * @param lastRun that has ended
 * @param months newest first
 */
public record MaintenanceStatus(
    ScheduleState schedule,
    Optional<MaintenanceRun> running,
    Optional<MaintenanceRun> lastRun,
    List<MonthCounts> months) {

  public MaintenanceStatus {
    months = List.copyOf(months);
  }

  public Buffer toJson() {
    return JsonBody.of(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("schedule");
    ScheduleJson.write(json, schedule);
    write(json, "running", running);
    write(json, "lastRun", lastRun);
    json.writeArrayFieldStart("months");
    for (MonthCounts counts : months) {
      write(json, counts);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<MaintenanceRun> run)
      throws IOException {
    json.writeFieldName(name);
    if (run.isPresent()) {
      run.get().write(json);
    } else {
      json.writeNull();
    }
  }

  private static void write(JsonGenerator json, MonthCounts counts) throws IOException {
    json.writeStartObject();
    json.writeStringField("month", counts.month().map(MonthLabel::format).orElse(null));
    json.writeNumberField("hot", counts.hot());
    json.writeNumberField("hotBytes", counts.hotBytes());
    json.writeNumberField("archived", counts.archived());
    json.writeNumberField("archivedBytes", counts.archivedBytes());
    json.writeNumberField("lateEvents", counts.lateEvents());
    json.writeNumberField("snapshots", counts.snapshots());
    json.writeBooleanField("held", counts.held());
    json.writeBooleanField("estimated", counts.estimated());
    json.writeEndObject();
  }
}
