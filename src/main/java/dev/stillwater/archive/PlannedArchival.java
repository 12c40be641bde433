package dev.stillwater.archive;

import java.util.List;

/**
 * What archiving would do.
 *
 * @param months the partitions of the log, oldest first
 * @param faults what would have to be mended before
 */
public record PlannedArchival(List<PlannedMonth> months, List<String> faults) {

  public PlannedArchival {
    months = List.copyOf(months);
    faults = List.copyOf(faults);
  }
}
