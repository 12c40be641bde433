package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000;
  // a stopwatch may stand anywhere
  private static final long BEGIN = -3 * SECOND;

  private final Pace pace = new Pace();

  private void note(double seconds, long done) {
    pace.note(BEGIN + (long) (seconds * SECOND), done);
  }

  @Test
  void cannotBeToldFromOneLook() {
    assertThat(pace.perSecond()).isEmpty();
    note(0, 500);
    assertThat(pace.perSecond()).isEmpty();
    assertThat(pace.secondsUntil(1000)).isEmpty();
  }

  @Test
  void isThatOfTheFirstSampleAtFirst() {
    note(0, 500);
    note(2, 700);
    assertThat(pace.perSecond()).hasValue(100);
  }

  @Test
  void aSampleCountsLessByHalfAfterTenSeconds() {
    note(0, 0);
    note(1, 100);
    note(11, 100 + 10 * 300);
    assertThat(pace.perSecond()).hasValue(200);
    note(21, 100 + 10 * 300);
    assertThat(pace.perSecond()).hasValue(100);
  }

  @Test
  void looksWithoutTimeBetweenThemChangeNothing() {
    note(0, 0);
    note(1, 100);
    note(1, 900);
    note(0.5, 1000);
    assertThat(pace.perSecond()).hasValue(100);
    assertThat(pace.secondsUntil(200)).hasValue(1);
  }

  @Test
  void rowsThatGoBackCountAsNone() {
    note(0, 1000);
    note(1, 500);
    assertThat(pace.perSecond()).hasValue(0);
  }

  @Test
  void tellsTheSecondsLeftRoundedUp() {
    note(0, 0);
    note(1, 100);
    assertThat(pace.secondsUntil(300)).hasValue(2);
    assertThat(pace.secondsUntil(301)).hasValue(3);
  }

  @Test
  void noneAreLeftWhereMoreIsDoneThanWasThought() {
    note(0, 0);
    note(1, 100);
    assertThat(pace.secondsUntil(100)).hasValue(0);
    assertThat(pace.secondsUntil(50)).hasValue(0);
  }

  @Test
  void theSecondsLeftCannotBeToldWhereNothingMoves() {
    note(0, 100);
    note(1, 100);
    assertThat(pace.perSecond()).hasValue(0);
    assertThat(pace.secondsUntil(1000)).isEmpty();
  }
}
