package dev.stillwater.maintenance;

import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.JsonBody;
import io.vertx.core.buffer.Buffer;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A month that is in the hot log and held there.
 *
 * @param run that has brought it back just now
 */
public record Restored(YearMonth month, Optional<MaintenanceRun> run) {

  public Buffer toJson() {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("month", MonthLabel.format(month));
          json.writeBooleanField("held", true);
          json.writeNumberField(
              "eventsRestored", run.map(ended -> ended.counts().eventsRestored()).orElse(0L));
          if (run.isPresent()) {
            json.writeNumberField("runId", run.get().runId());
          } else {
            json.writeNullField("runId");
          }
          json.writeEndObject();
        });
  }
}
