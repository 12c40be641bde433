package dev.stillwater.snapshot;

import dev.stillwater.bus.CachePolicy;
import dev.stillwater.calendar.MonthCalendar;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;

/** Tells the months whose snapshots never change any more, also where clocks differ a little. */
record EndedMonths(InstantSource clock, MonthCalendar calendar) {

  private static final Duration SETTLED = Duration.ofMinutes(5);

  boolean contains(YearMonth month) {
    return month.isBefore(calendar.monthOf(clock.instant().minus(SETTLED)));
  }

  /** How long an answer may be kept that speaks of no later month. */
  CachePolicy policy(YearMonth last) {
    return contains(last) ? CachePolicy.IMMUTABLE : CachePolicy.REVALIDATED;
  }
}
