package dev.stillwater.verify;

import dev.stillwater.calendar.MonthLabel;
import java.util.List;
import java.util.stream.Stream;

/** What must hold at every moment. Pure: it judges what was found. */
final class Invariants {

  private Invariants() {}

  /** What does not hold, each a sentence that says what is wrong and where. */
  static List<String> violations(Findings found) {
    return Stream.of(
            found.months().stream().flatMap(Invariants::heldTwice),
            found.months().stream().flatMap(Invariants::beyondHorizon),
            new Coverage("event_log", found.log(), false).violations(),
            new Coverage("stream_archive", found.archive(), true).violations(),
            running(found.running()),
            snapshotsAhead(found.snapshotsAhead()))
        .flatMap(sentences -> sentences)
        .toList();
  }

  private static Stream<String> heldTwice(MonthSums sums) {
    return when(
        sums.heldTwice() > 0,
        "event_log and stream_archive both hold %d of the keys of %s, event %s among them"
            .formatted(sums.heldTwice(), name(sums), sums.twiceEventId().orElse("?")));
  }

  private static Stream<String> beyondHorizon(MonthSums sums) {
    return when(
        sums.beyondHorizon() > 0,
        "stream_archive holds %d events of %s that are not before archive_horizon.archived_before"
            .formatted(sums.beyondHorizon(), name(sums)));
  }

  private static Stream<String> running(List<Long> runs) {
    return when(
        runs.size() > 1, "maintenance_run has %d runs RUNNING: %s".formatted(runs.size(), runs));
  }

  private static Stream<String> snapshotsAhead(long snapshots) {
    return when(
        snapshots > 0,
        "stream_snapshot holds %d snapshots of months that no run can have captured yet"
            .formatted(snapshots));
  }

  private static String name(MonthSums sums) {
    return sums.month().map(MonthLabel::format).orElse("the oldest months");
  }

  private static Stream<String> when(boolean broken, String sentence) {
    return broken ? Stream.of(sentence) : Stream.empty();
  }
}
