package dev.stillwater.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.JsonBody;
import dev.stillwater.json.Timestamps;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * A run as the ledger has it.
 *
 * @param month the month it captures or restores
 * @param cutoff events before it are archived
 * @param missedMonths that came due before it and can be captured no more
 * @param phases that it has begun; none of a run of an earlier version
 * @param waitingFor what keeps it from going on
 * @param error why it failed
 * @param progress while it is going
 */
public record MaintenanceRun(
    long runId,
    RunKind kind,
    Trigger trigger,
    YearMonth month,
    RunStatus status,
    String instance,
    Optional<Instant> scheduledAt,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Instant cutoff,
    Counts counts,
    List<YearMonth> missedMonths,
    List<RunPhase> phases,
    Optional<String> waitingFor,
    Optional<String> error,
    Optional<Progress> progress) {

  public MaintenanceRun {
    missedMonths = List.copyOf(missedMonths);
    phases = List.copyOf(phases);
  }

  /**
   * What a run has done so far.
   *
   * @param eventsEstimated how many of the events archived are an estimate that is yet to be
   *     counted
   * @param lateEvents how many of the events archived came after others of their time had been
   * @param eventsRestored an estimate where a large month changed tables
   */
  public record Counts(
      long streamsTotal,
      long snapshotsCreated,
      long snapshotsRefreshed,
      long snapshotsUnchanged,
      long eventsArchived,
      long eventsEstimated,
      long lateEvents,
      long monthsArchived,
      long eventsRestored) {}

  public Buffer toJson() {
    return JsonBody.of(this::write);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("runId", runId);
    json.writeStringField("kind", kind.name());
    json.writeStringField("trigger", trigger.name());
    json.writeStringField("month", MonthLabel.format(month));
    json.writeStringField("status", status.name());
    json.writeStringField("instance", instance);
    json.writeStringField("scheduledAt", text(scheduledAt));
    json.writeStringField("startedAt", Timestamps.format(startedAt));
    json.writeStringField("finishedAt", text(finishedAt));
    json.writeStringField("cutoff", Timestamps.format(cutoff));
    json.writeNumberField("streamsTotal", counts.streamsTotal());
    json.writeNumberField("snapshotsCreated", counts.snapshotsCreated());
    json.writeNumberField("snapshotsRefreshed", counts.snapshotsRefreshed());
    json.writeNumberField("snapshotsUnchanged", counts.snapshotsUnchanged());
    json.writeNumberField("eventsArchived", counts.eventsArchived());
    json.writeNumberField("eventsEstimated", counts.eventsEstimated());
    json.writeNumberField("lateEvents", counts.lateEvents());
    json.writeNumberField("monthsArchived", counts.monthsArchived());
    json.writeNumberField("eventsRestored", counts.eventsRestored());
    json.writeArrayFieldStart("missedMonths");
    for (YearMonth missed : missedMonths) {
      json.writeString(MonthLabel.format(missed));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("phases");
    for (RunPhase phase : phases) {
      phase.write(json);
    }
    json.writeEndArray();
    json.writeStringField("waitingFor", waitingFor.orElse(null));
    json.writeStringField("error", error.orElse(null));
    json.writeFieldName("progress");
    if (progress.isPresent()) {
      progress.get().write(json);
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }

  private static String text(Optional<Instant> time) {
    return time.map(Timestamps::format).orElse(null);
  }
}
