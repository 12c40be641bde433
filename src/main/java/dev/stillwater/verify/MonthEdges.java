package dev.stillwater.verify;

import dev.stillwater.calendar.MonthCalendar;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The months that are looked at one by one, with more on either side than a log has partitions of
 * the calendar's making. The calendar tells where they begin: PostgreSQL takes an offset like
 * +02:00 for its opposite, and has time-zone rules of its own.
 */
record MonthEdges(MonthCalendar calendar, YearMonth first, int months) {

  private static final int YEARS_BACK = 100;
  private static final int YEARS_AHEAD = 11;

  static MonthEdges around(MonthCalendar calendar, Instant now) {
    YearMonth first = calendar.monthOf(now).minusYears(YEARS_BACK);
    return new MonthEdges(calendar, first, (YEARS_BACK + YEARS_AHEAD) * 12);
  }

  /** Where the months begin. */
  List<Instant> instants() {
    return LongStream.range(0, months)
        .mapToObj(n -> calendar.startOf(first.plusMonths(n)))
        .toList();
  }

  /** The month of a number, as PostgreSQL numbers the buckets; empty for 0, which is below all. */
  Optional<YearMonth> month(int number) {
    return number == 0 ? Optional.empty() : Optional.of(first.plusMonths(number - 1L));
  }
}
