package dev.stillwater.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MonthPlanTest {

  private static final long SEED = Long.getLong("stillwater.test.seed", System.nanoTime());
  private static final Instant NOW = Instant.parse("2026-02-14T10:00:00Z");

  private final MonthCalendar utc = new MonthCalendar(ZoneId.of("UTC"));
  private final MonthPlan plan = new MonthPlan(utc);

  @Test
  void withoutAnyMonthItBeginsBehindNow() {
    assertThat(plan.missing(Optional.empty(), NOW, 2, 1))
        .containsExactly(month("2025-12"), month("2026-01"), month("2026-02"), month("2026-03"));
  }

  @Test
  void itGoesOnWhereTheNewestMonthEnds() {
    assertThat(plan.missing(Optional.of(Instant.parse("2026-03-01T00:00:00Z")), NOW, 2, 2))
        .containsExactly(month("2026-03"), month("2026-04"));
  }

  @Test
  void itMakesUpForYearsOfAbsence() {
    List<MonthBounds> missing =
        plan.missing(Optional.of(Instant.parse("2020-03-01T00:00:00Z")), NOW, 2, 2);
    assertThat(missing).hasSize(74).first().isEqualTo(month("2020-03"));
    assertThat(missing).last().isEqualTo(month("2026-04"));
  }

  @Test
  void nothingIsMissingWhereEnoughMonthsAreThere() {
    assertThat(plan.missing(Optional.of(Instant.parse("2026-05-01T00:00:00Z")), NOW, 2, 2))
        .isEmpty();
    assertThat(plan.missing(Optional.of(Instant.parse("2036-01-01T00:00:00Z")), NOW, 2, 2))
        .isEmpty();
  }

  @Test
  void aBoundOfOtherZoneRulesIsTakenAsItIs() {
    Instant late = Instant.parse("2026-03-01T05:00:00Z");
    Instant early = Instant.parse("2026-02-28T10:00:00Z");
    YearMonth march = YearMonth.of(2026, 3);
    Instant end = utc.startOf(march.plusMonths(1));
    assertThat(plan.missing(Optional.of(late), NOW, 2, 1))
        .containsExactly(new MonthBounds(march, late, end));
    assertThat(plan.missing(Optional.of(early), NOW, 2, 1))
        .containsExactly(new MonthBounds(march, early, end));
  }

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + 100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void monthsStayContiguousWhateverClockAndZoneDo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ZoneId> zones = ScheduleTest.zones();
    List<MonthBounds> months = new ArrayList<>();
    Instant now = NOW;
    for (int step = 0; step < 60; step++) {
      MonthCalendar calendar = new MonthCalendar(zones.get(random.nextInt(zones.size())));
      int ahead = random.nextInt(4);
      months.addAll(new MonthPlan(calendar).missing(newestUpper(months), now, 3, ahead));

      assertContiguous(months, seed);
      assertThat(months.get(months.size() - 1).month())
          .as("seed %d", seed)
          .isAfterOrEqualTo(calendar.monthOf(now).plusMonths(ahead));
      now = now.plus(Duration.ofHours(random.nextLong(-24 * 40, 24 * 90)));
    }
  }

  @Test
  void aMonthEndsAfterItsBeginning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MonthBounds(YearMonth.of(2026, 2), NOW, NOW));
  }

  private static Optional<Instant> newestUpper(List<MonthBounds> months) {
    return months.stream().map(MonthBounds::upper).max(Instant::compareTo);
  }

  private static void assertContiguous(List<MonthBounds> months, long seed) {
    for (int i = 1; i < months.size(); i++) {
      MonthBounds before = months.get(i - 1);
      MonthBounds month = months.get(i);
      assertThat(month.lower()).as("seed %d, %s", seed, month).isEqualTo(before.upper());
      assertThat(month.month()).as("seed %d", seed).isEqualTo(before.month().plusMonths(1));
      assertThat(Duration.between(month.lower(), month.upper()))
          .as("seed %d, %s", seed, month)
          .isBetween(Duration.ofDays(26), Duration.ofDays(33));
    }
  }

  private MonthBounds month(String label) {
    YearMonth month = MonthLabel.parse(label).orElseThrow();
    return new MonthBounds(month, utc.startOf(month), utc.startOf(month.plusMonths(1)));
  }
}
