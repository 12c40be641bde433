package dev.stillwater.verify;

import java.util.List;

/**
 * What one statement has seen.
 *
 * @param months of which there are events, oldest first
 * @param log its partitions by their upper bounds
 * @param archive its partitions by their upper bounds
 * @param running the runs that are going
 * @param snapshotsAhead how many snapshots are of a month that no run can have captured yet
 */
record Findings(
    List<MonthSums> months,
    List<Bounds> log,
    List<Bounds> archive,
    List<Long> running,
    long snapshotsAhead) {

  Findings {
    months = List.copyOf(months);
    log = List.copyOf(log);
    archive = List.copyOf(archive);
    running = List.copyOf(running);
  }
}
