package dev.stillwater.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.json.JsonBody;
import dev.stillwater.json.Timestamps;
import dev.stillwater.schedule.ScheduleState;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The schedule as JSON. */
final class ScheduleJson {

  private ScheduleJson() {}

  static Buffer of(ScheduleState schedule) {
    return JsonBody.of(json -> write(json, schedule));
  }

  static void write(JsonGenerator json, ScheduleState schedule) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("enabled", schedule.enabled());
    json.writeBooleanField("paused", schedule.pausedAt().isPresent());
    write(json, "pausedAt", schedule.pausedAt());
    json.writeStringField("zone", schedule.zone().getId());
    write(json, "nextRun", Optional.of(schedule.nextRun()));
    write(json, "lastSuccess", schedule.lastSuccess());
    json.writeBooleanField("overdue", schedule.overdueSince().isPresent());
    write(json, "overdueSince", schedule.overdueSince());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, Optional<Instant> time)
      throws IOException {
    json.writeStringField(name, time.map(Timestamps::format).orElse(null));
  }
}
