package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.calendar.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AgendaTest {

  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T02:00:00Z");
  private static final long SECOND = 1_000_000_000;
  // a stopwatch may stand anywhere
  private static final long BEGIN = -7 * SECOND;
  // always the shortest delay: half a second after the first failure, and twice as long each time
  private static final RetryDelay RETRY =
      new RetryDelay(Duration.ofSeconds(1), Duration.ofHours(1), () -> 0);

  private final Agenda agenda = agenda(true);

  private static Agenda agenda(boolean enabled) {
    return new Agenda(new Schedule(ZoneOffset.UTC), enabled, RETRY, BEGIN);
  }

  private static StandingBuilder april() {
    return new StandingBuilder(APRIL);
  }

  private Optional<DueRun> look(StandingBuilder standing, long nanos) {
    return agenda.look(standing.build(), nanos);
  }

  @Test
  void asksAboutTheLatestDueInstant() {
    assertThat(agenda.latest(APRIL.minusNanos(1))).isEqualTo("2026-03-01T02:00:00Z");
    assertThat(agenda.latest(APRIL)).isEqualTo(APRIL);
    assertThat(agenda.latest(MAY.plusSeconds(1))).isEqualTo(MAY);
    assertThat(agenda.next(APRIL)).isEqualTo(MAY);
  }

  @Test
  void whatIsOpenRunsAtOnceUnlessTheLedgerHasItDone() {
    assertThat(look(april(), BEGIN)).map(DueRun::due).contains(APRIL);
    assertThat(look(april().succeeded(APRIL), BEGIN)).isEmpty();
  }

  static Stream<UnaryOperator<StandingBuilder>> obstacles() {
    return Stream.of(
        StandingBuilder::running,
        StandingBuilder::cancelled,
        standing -> standing.paused(APRIL.minusSeconds(1)),
        standing -> standing.succeeded(APRIL.plusSeconds(1)),
        standing -> standing.installed(APRIL.plusSeconds(1)));
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void nothingRunsWhereSomethingForbidsIt(UnaryOperator<StandingBuilder> obstacle) {
    assertThat(look(obstacle.apply(april()), BEGIN)).isEmpty();
  }

  @Test
  void nothingRunsWhereTheScheduleIsOff() {
    assertThat(agenda(false).look(april().build(), BEGIN)).isEmpty();
  }

  @Test
  void allMonthsSinceTheLastSuccessAreDue() {
    Instant january = Instant.parse("2026-01-20T00:00:00Z");
    assertThat(look(april().succeeded(january), BEGIN).orElseThrow().months())
        .containsExactly(YearMonth.of(2026, 2), YearMonth.of(2026, 3), YearMonth.of(2026, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-20T00:00:00Z,        false",
    "2026-04-01T02:00:00Z,        false",
    "2026-04-01T02:00:00.000001Z, true",
    "2026-04-20T00:00:00Z,        true",
  })
  void catchesUpWhereItWasNotUpAtTheDueInstant(Instant up, boolean caughtUp) {
    agenda.latest(up);
    agenda.latest(APRIL.plus(Duration.ofDays(20)));
    assertThat(look(april(), BEGIN)).map(DueRun::caughtUp).contains(caughtUp);
  }

  @Test
  void aClockThatWasSetBackHasBeenUpFromThen() {
    agenda.latest(APRIL.plusSeconds(60));
    agenda.latest(APRIL.minusSeconds(60));
    agenda.latest(APRIL);
    assertThat(look(april(), BEGIN)).map(DueRun::caughtUp).contains(false);
  }

  @ParameterizedTest
  @CsvSource({"2026-03-20T00:00:00Z, true", "2026-04-20T00:00:00Z, false"})
  void aRetryKeepsWhatTheFirstAttemptWas(Instant up, boolean first) {
    agenda.latest(up);
    assertThat(look(april().failed(1, 7).firstTried(first), BEGIN))
        .map(DueRun::caughtUp)
        .contains(first);
  }

  @Test
  void whatFailedBeforeItWasUpIsTriedAtOnce() {
    assertThat(look(april().failed(9, 7), BEGIN)).isPresent();
  }

  @Test
  void aFailureDelaysTheNextAttemptLongerEachTime() {
    look(april(), BEGIN);
    assertDelayed(april().failed(1, 7), BEGIN + SECOND, SECOND / 2);
    assertDelayed(april().failed(2, 8), BEGIN + 10 * SECOND, SECOND);
    assertDelayed(april().failed(3, 12), BEGIN + 20 * SECOND, 2 * SECOND);
  }

  // to look again meanwhile makes it no longer
  private void assertDelayed(StandingBuilder failed, long from, long delay) {
    assertThat(look(failed, from)).isEmpty();
    assertThat(look(failed, from + delay - 1)).isEmpty();
    assertThat(look(failed, from + delay)).isPresent();
  }

  @Test
  void anotherDueInstantIsNotDelayed() {
    look(april(), BEGIN);
    look(april().failed(9, 7), BEGIN);
    agenda.stumbled(BEGIN);
    assertThat(look(new StandingBuilder(MAY), BEGIN)).map(DueRun::due).contains(MAY);
  }

  @Test
  void stumblesDelayLongerEachTimeUpToHalfAMinute() {
    look(april(), BEGIN);
    for (long delay : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
      agenda.stumbled(BEGIN);
      assertThat(look(april(), BEGIN + delay * SECOND / 2 - 1)).isEmpty();
      assertThat(agenda.sleepAfterStumble(BEGIN)).isEqualTo(delay * 500 + 1);
    }
    assertThat(look(april(), BEGIN + 15 * SECOND)).isPresent();
  }

  @Test
  void aStumbleDoesNotShortenTheDelayOfAFailure() {
    look(april(), BEGIN);
    look(april().failed(10, 7), BEGIN);
    agenda.stumbled(BEGIN);
    assertThat(look(april().failed(10, 7), BEGIN + 256 * SECOND - 1)).isEmpty();
    assertThat(look(april().failed(10, 7), BEGIN + 256 * SECOND)).isPresent();
  }

  @Test
  void stumblesAreForgottenOnceARunHasStarted() {
    for (int i = 0; i < 5; i++) {
      agenda.stumbled(BEGIN);
    }
    agenda.started();
    long later = BEGIN + 60 * SECOND;
    agenda.stumbled(later);
    assertThat(agenda.sleepAfterStumble(later)).isEqualTo(501);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-20T00:00:00Z,        900000",
    "2026-04-01T01:44:59Z,        900000",
    "2026-04-01T01:45:01Z,        899001",
    "2026-04-01T01:59:59Z,        1001",
    "2026-04-01T01:59:59.9875Z,   13",
    "2026-04-01T01:59:59.999999Z, 10",
    "2026-04-01T02:00:00Z,        900000",
  })
  void sleepsUntilJustPastTheDueInstantWithinBounds(Instant now, long millis) {
    Standing done = april().succeeded(APRIL).build();
    assertThat(agenda.sleep(now, done, BEGIN, false)).isEqualTo(millis);
  }

  @Test
  void looksAgainSoonWhileARunGoesHereOrElsewhere() {
    Instant now = APRIL.plusSeconds(60);
    assertThat(agenda.sleep(now, april().build(), BEGIN, true)).isEqualTo(1000);
    assertThat(agenda.sleep(now, april().running().build(), BEGIN, false)).isEqualTo(1000);
    assertThat(agenda.sleep(MAY.minusMillis(100), april().running().build(), BEGIN, false))
        .isEqualTo(101);
  }

  @Test
  void sleepsOutTheDelayOfWhatIsOpen() {
    Instant now = APRIL.plusSeconds(60);
    look(april(), BEGIN);
    look(april().failed(3, 7), BEGIN);
    assertThat(agenda.sleep(now, april().failed(3, 7).build(), BEGIN, false)).isEqualTo(2001);
    assertThat(agenda.sleep(now, april().failed(3, 7).build(), BEGIN + 9 * SECOND, false))
        .isEqualTo(10);
    assertThat(agenda.sleep(MAY.minusMillis(100), april().failed(3, 7).build(), BEGIN, false))
        .isEqualTo(101);
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void doesNotSleepShortForWhatIsNotToRun(UnaryOperator<StandingBuilder> obstacle) {
    Standing standing = obstacle.apply(april()).build();
    assertThat(agenda.sleep(APRIL.plusSeconds(60), standing, BEGIN, false))
        .isEqualTo(standing.running() ? 1000 : 900_000);
  }

  @Test
  void whatComesDueWhileTheLedgerIsAskedIsNotSleptOver() {
    assertThat(agenda.sleep(MAY, april().build(), BEGIN, false)).isEqualTo(10);
    assertThat(agenda.sleep(MAY.plusSeconds(5), april().build(), BEGIN, false)).isEqualTo(10);
  }
}
