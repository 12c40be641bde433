package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.CachePolicy;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.testing.SettableClock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndedMonthsTest {

  private static final YearMonth JANUARY = YearMonth.of(2026, 1);

  // midnight of the 1st in Paris is 23:00 of the day before
  @ParameterizedTest
  @CsvSource({
    "2026-01-15T12:00:00Z, false",
    "2026-01-31T23:00:00Z, false",
    "2026-01-31T23:04:59.999999Z, false",
    "2026-01-31T23:05:00Z, true",
    "2027-01-01T00:00:00Z, true"
  })
  void fiveMinutesAfterItsEnd(Instant now, boolean ended) {
    MonthCalendar paris = new MonthCalendar(ZoneId.of("Europe/Paris"));
    EndedMonths months = new EndedMonths(new SettableClock(now), paris);
    assertThat(months.contains(JANUARY)).isEqualTo(ended);
    assertThat(months.policy(JANUARY))
        .isEqualTo(ended ? CachePolicy.IMMUTABLE : CachePolicy.REVALIDATED);
    assertThat(months.contains(JANUARY.plusYears(2))).isFalse();
  }
}
