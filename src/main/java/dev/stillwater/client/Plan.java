package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What a run would do.
 *
 * @param kind {@code FULL}, {@code SNAPSHOT} or {@code ARCHIVE}
 * @param month it would capture
 * @param cutoff events before it would be archived
 * @param faults what would have to be mended before
 * @param months of the log, oldest first
 */
public record Plan(
    String kind, YearMonth month, Instant cutoff, List<String> faults, List<Month> months) {

  public Plan {
    faults = List.copyOf(faults);
    months = List.copyOf(months);
  }

  /**
   * A partition of the log, and what the run would do with it.
   *
   * @param month empty for what is older than all months
   * @param to exclusive
   * @param how {@code SWITCH}, {@code BATCHES}, {@code DROP} or {@code STAY}
   * @param heldBackBy why it would not change tables as a whole, or would have to wait
   */
  public record Month(
      Optional<YearMonth> month,
      String partition,
      Instant to,
      long rows,
      boolean rowsEstimated,
      long bytes,
      String how,
      Optional<String> heldBackBy) {

    private static Month of(Answer answer) throws IOException {
      return new Month(
          answer.optionalMonth("month"),
          answer.text("partition"),
          answer.time("to"),
          answer.number("rows"),
          answer.flag("rowsEstimated"),
          answer.number("bytes"),
          answer.text("how"),
          answer.optionalText("heldBackBy"));
    }
  }

  static Plan of(Answer answer) throws IOException {
    return new Plan(
        answer.text("kind"),
        answer.month("month"),
        answer.time("cutoff"),
        answer.texts("faults"),
        answer.list("months", Month::of));
  }
}
