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
   * @param hotBytes what these take, with indexes
   * @param archived events in the archive
   * @param archivedBytes what these take, with indexes
   * @param lateEvents how many of the hot ones came after others of their time had been archived:
   *     the next run folds them in
   * @param held whether it was brought back and is not released
   * @param estimated whether any of the numbers of events or snapshots is an estimate
   */
  public record Month(
      Optional<YearMonth> month,
      long hot,
      long hotBytes,
      long archived,
      long archivedBytes,
      long lateEvents,
      long snapshots,
      boolean held,
      boolean estimated) {

    private static Month of(Answer answer) throws IOException {
      return new Month(
          answer.optionalMonth("month"),
          answer.number("hot"),
          answer.number("hotBytes"),
          answer.number("archived"),
          answer.number("archivedBytes"),
          answer.number("lateEvents"),
          answer.number("snapshots"),
          answer.flag("held"),
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
