package dev.stillwater.schedule;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * A run that is to start now.
 *
 * @param due the instant it was due at
 * @param caughtUp whether no instance of the schedule was up then that would have run it
 * @param months all that have come due and were not done, its own included; other runs may have
 *     captured them
 */
public record DueRun(Instant due, boolean caughtUp, List<YearMonth> months) {

  public DueRun {
    months = List.copyOf(months);
  }
}
