package dev.stillwater.client;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What maintenance did, is doing and will do.
 *
 * @param lastRun that has ended
 * @param months newest first
 */
public record MaintenanceStatus(
    Schedule schedule, Optional<Run> running, Optional<Run> lastRun, List<Month> months) {

  public MaintenanceStatus {
    months = List.copyOf(months);
  }

  /**
   * What there is of a month.
   *
   * @param month empty for what lies before all months, where that is too much to be told apart
   * @param hot events in the log
   * @param archived events in the archive
   * @param estimated whether any of the numbers is an estimate
   */
  public record Month(
      Optional<YearMonth> month, long hot, long archived, long snapshots, boolean estimated) {

    private static Month of(Answer answer) throws IOException {
      return new Month(
          answer.optionalMonth("month"),
          answer.number("hot"),
          answer.number("archived"),
          answer.number("snapshots"),
          answer.flag("estimated"));
    }
  }

  static MaintenanceStatus of(Answer answer) throws IOException {
    return new MaintenanceStatus(
        answer.object("schedule", Schedule::of),
        answer.optionalObject("running", Run::of),
        answer.optionalObject("lastRun", Run::of),
        answer.list("months", Month::of));
  }
}
