package dev.stillwater.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.verify.MonthSums.Sum;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvariantsTest {

  private static final Bounds LANDING = bounds("landing", null, "2026-05");
  private static final Bounds MAY = bounds("may", "2026-05", "2026-06");
  private static final Bounds JUNE = bounds("june", "2026-06", "2026-07");
  private static final Bounds JULY = bounds("july", "2026-07", "2026-08");
  private static final List<Bounds> SOUND = List.of(LANDING, MAY, JUNE);

  private static Bounds bounds(String name, String lower, String upper) {
    return new Bounds(name, start(lower), start(upper));
  }

  private static Optional<Instant> start(String month) {
    return Optional.ofNullable(month).map(m -> Instant.parse(m + "-01T00:00:00Z"));
  }

  private static MonthSums may(long beyondHorizon, long heldTwice) {
    return sums(Optional.of(YearMonth.of(2026, 5)), beyondHorizon, heldTwice);
  }

  private static MonthSums sums(Optional<YearMonth> month, long beyondHorizon, long heldTwice) {
    return new MonthSums(
        month,
        new Sum(7, BigInteger.TEN),
        new Sum(3, BigInteger.ONE.negate()),
        beyondHorizon,
        heldTwice,
        Optional.of("e1"));
  }

  private static List<String> ofMonths(MonthSums... months) {
    return Invariants.violations(new Findings(List.of(months), SOUND, SOUND, List.of(1L), 0));
  }

  private static List<String> ofLog(Bounds... log) {
    return Invariants.violations(new Findings(List.of(), List.of(log), SOUND, List.of(), 0));
  }

  private static List<String> ofArchive(Bounds... archive) {
    return Invariants.violations(new Findings(List.of(), SOUND, List.of(archive), List.of(), 0));
  }

  @Test
  void whatIsSoundViolatesNothing() {
    assertThat(ofMonths(may(0, 0), sums(Optional.empty(), 0, 0))).isEmpty();
    assertThat(ofLog(LANDING)).isEmpty();
    assertThat(ofLog(LANDING, MAY, JUNE, JULY)).isEmpty();
  }

  @Test
  void movingEventsDoesNotChangeTheTotal() {
    assertThat(may(0, 0).total()).isEqualTo(new Sum(10, BigInteger.valueOf(9)));
  }

  @Test
  void aKeyHeldTwiceIsNamedWithItsMonth() {
    assertThat(ofMonths(may(0, 2), sums(Optional.empty(), 0, 1)))
        .containsExactly(
            "event_log and stream_archive both hold 2 of the keys of 2026-05, event e1 among them",
            "event_log and stream_archive both hold 1 of the keys of the oldest months, event e1 among them");
  }

  @Test
  void whatIsArchivedBeyondTheHorizonIsNamedWithItsMonth() {
    assertThat(ofMonths(may(4, 0)))
        .containsExactly(
            "stream_archive holds 4 events of 2026-05 that are not before archive_horizon.archived_before");
  }

  @Test
  void aGapOfTheLogIsTold() {
    assertThat(ofLog(LANDING, MAY, JULY))
        .containsExactly(
            "event_log has a gap from 2026-06-01T00:00:00.000000Z to 2026-07-01T00:00:00.000000Z:"
                + " no partition takes what occurs between may and july");
    assertThat(ofArchive(LANDING, MAY, JULY)).isEmpty();
  }

  @Test
  void anOverlapIsTold() {
    Bounds wide = bounds("wide", "2026-05", "2026-07");
    String overlap = "may and wide of %s overlap before 2026-06-01T00:00:00.000000Z";
    assertThat(ofLog(LANDING, MAY, wide)).containsExactly(overlap.formatted("event_log"));
    assertThat(ofArchive(LANDING, MAY, wide)).containsExactly(overlap.formatted("stream_archive"));
    assertThat(ofLog(LANDING, MAY, bounds("second", null, "2026-07")))
        .containsExactly("may and second of event_log overlap before 2026-06-01T00:00:00.000000Z");
  }

  @Test
  void theLandingPartitionIsTheLowest() {
    assertThat(ofLog(MAY, JUNE))
        .containsExactly("event_log has no landing partition below its months");
    assertThat(ofArchive())
        .containsExactly("stream_archive has no landing partition below its months");
  }

  @Test
  void aPartitionWithoutAnEndIsTold() {
    assertThat(ofLog(LANDING, MAY, bounds("rest", null, null)))
        .containsExactly("rest of event_log is DEFAULT or has no upper bound");
    assertThat(ofArchive(LANDING, bounds("rest", "2026-07", null)))
        .containsExactly("rest of stream_archive is DEFAULT or has no upper bound");
  }

  @Test
  void runsAndSnapshotsAreJudgedToo() {
    assertThat(Invariants.violations(new Findings(List.of(), SOUND, SOUND, List.of(3L, 8L), 2)))
        .containsExactly(
            "maintenance_run has 2 runs RUNNING: [3, 8]",
            "stream_snapshot holds 2 snapshots of months that no run can have captured yet");
  }
}
