package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * A run of maintenance.
 *
 * @param kind {@code FULL}, {@code SNAPSHOT}, {@code ARCHIVE} or {@code RESTORE}
 * @param trigger {@code SCHEDULE}, {@code CATCH_UP}, {@code MANUAL}, {@code EVENT_BUS} or {@code
 *     CLI}
 * @param month the month it captures or restores
 * @param instance that runs it
 * @param scheduledAt when it was due; empty where no schedule started it
 * @param cutoff events before it are archived
 * @param missedMonths that came due before it and can be captured no more
 * @param phases that it has begun; none of a run of an earlier version
 * @param waitingFor what keeps it from going on
 * @param error why it failed
 * @param progress while it is going
 */
public record Run(
    long runId,
    String kind,
    String trigger,
    YearMonth month,
    Status status,
    String instance,
    Optional<Instant> scheduledAt,
    Instant startedAt,
    Optional<Instant> finishedAt,
    Instant cutoff,
    RunCounts counts,
    List<YearMonth> missedMonths,
    List<RunPhase> phases,
    Optional<String> waitingFor,
    Optional<String> error,
    Optional<Progress> progress) {

  /** How a run stands. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED
  }

  public Run {
    missedMonths = List.copyOf(missedMonths);
    phases = List.copyOf(phases);
  }

  public boolean isGoing() {
    return status == Status.RUNNING;
  }

  static Run of(Answer answer) throws IOException {
    return new Run(
        answer.number("runId"),
        answer.text("kind"),
        answer.text("trigger"),
        answer.month("month"),
        answer.oneOf("status", Status.class),
        answer.text("instance"),
        answer.optionalTime("scheduledAt"),
        answer.time("startedAt"),
        answer.optionalTime("finishedAt"),
        answer.time("cutoff"),
        RunCounts.of(answer),
        answer.months("missedMonths"),
        answer.list("phases", RunPhase::of),
        answer.optionalText("waitingFor"),
        answer.optionalText("error"),
        answer.optionalObject("progress", Progress::of));
  }
}
