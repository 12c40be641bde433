package dev.stillwater.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MonthCalendarTest {

  private static final long SEED = Long.getLong("stillwater.test.seed", System.nanoTime());

  @ParameterizedTest
  @CsvSource({
    "UTC,                2026-02-28T23:59:59.999999999Z, 2026-02",
    "UTC,                2026-03-01T00:00:00Z,           2026-03",
    "Pacific/Kiritimati, 2026-02-28T10:00:00Z,           2026-03",
    "Pacific/Niue,       2026-03-01T10:59:59Z,           2026-02",
    "Pacific/Apia,       2011-12-31T09:59:59Z,           2011-12",
    "Pacific/Apia,       2011-12-31T10:00:00Z,           2012-01",
    // on 1 November at 00:01 the clock went back to 23:01 of 31 October
    "America/St_Johns,   2009-11-01T02:29:59Z,           2009-10",
    "America/St_Johns,   2009-11-01T02:30:00Z,           2009-11",
    "America/St_Johns,   2009-11-01T02:45:00Z,           2009-11",
  })
  void aMonthLastsUntilTheNextOneStarts(String zone, Instant instant, YearMonth month) {
    assertThat(calendar(zone).monthOf(instant)).isEqualTo(month);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC,              2026-03, 2026-03-01T00:00:00Z",
    "Europe/Berlin,    2026-03, 2026-02-28T23:00:00Z",
    "Europe/Berlin,    2026-04, 2026-03-31T22:00:00Z",
    // midnight is missing
    "America/Asuncion, 2017-10, 2017-10-01T04:00:00Z",
  })
  void aMonthStartsWithItsFirstDay(String zone, YearMonth month, Instant start) {
    assertThat(calendar(zone).startOf(month)).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC,              2026-05-15T12:00:00Z, 3,  2026-02-15T00:00:00Z",
    "UTC,              2026-05-31T00:00:00Z, 3,  2026-02-28T00:00:00Z",
    "UTC,              2028-05-31T23:59:59Z, 3,  2028-02-29T00:00:00Z",
    "UTC,              2026-07-31T02:00:00Z, 1,  2026-06-30T00:00:00Z",
    "UTC,              2026-01-01T02:00:00Z, 3,  2025-10-01T00:00:00Z",
    "UTC,              2026-03-29T02:00:00Z, 0,  2026-03-29T00:00:00Z",
    "UTC,              2028-02-29T02:00:00Z, 12, 2027-02-28T00:00:00Z",
    "Europe/Berlin,    2026-05-31T22:30:00Z, 3,  2026-02-28T23:00:00Z",
    "Europe/Berlin,    2026-06-30T22:30:00Z, 3,  2026-03-31T22:00:00Z",
    // the day of the cutoff is one that never was
    "Pacific/Apia,     2012-03-29T12:00:00Z, 3,  2011-12-30T10:00:00Z",
  })
  void theCutoffIsTheStartOfADay(String zone, Instant now, int retention, Instant cutoff) {
    assertThat(calendar(zone).cutoff(now, retention)).isEqualTo(cutoff);
  }

  @ParameterizedTest
  @MethodSource("dev.stillwater.calendar.ScheduleTest#zones")
  void everyInstantIsWithinItsMonth(ZoneId zone) {
    MonthCalendar calendar = new MonthCalendar(zone);
    SplittableRandom random = new SplittableRandom(SEED + zone.getId().hashCode());
    for (int i = 0; i < 200; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      YearMonth month = calendar.monthOf(at);
      Instant start = calendar.startOf(month);
      assertThat(at)
          .as("seed %d", SEED)
          .isAfterOrEqualTo(start)
          .isBefore(calendar.startOf(month.plusMonths(1)));
      assertThat(calendar.monthOf(start)).as("seed %d", SEED).isEqualTo(month);
      assertThat(calendar.monthOf(start.minusNanos(1))).isEqualTo(month.minusMonths(1));
      Instant elsewhere = start.plus(random.nextInt(-26, 27), ChronoUnit.HOURS);
      assertThat(calendar.monthStartingAt(elsewhere)).as("seed %d", SEED).isEqualTo(month);
    }
  }

  private static MonthCalendar calendar(String zone) {
    return new MonthCalendar(ZoneId.of(zone));
  }
}
