package dev.stillwater.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Objects;

/**
 * The months of a zone. A month lasts from its start to the start of the next one, so every instant
 * is in exactly one month, and time never leads back to an earlier one. Immutable.
 */
public record MonthCalendar(ZoneId zone) {

  private static final Duration HALF_A_MONTH = Duration.ofDays(15);

  public MonthCalendar {
    Objects.requireNonNull(zone, "zone");
  }

  /** The month that has started, and whose next one has not, at an instant. */
  public YearMonth monthOf(Instant instant) {
    YearMonth shown = YearMonth.from(instant.atZone(zone));
    YearMonth next = shown.plusMonths(1);
    // a clock set back over midnight shows the old month again after the new one has started
    return instant.isBefore(startOf(next)) ? shown : next;
  }

  /** The first instant of the first day that a month has in the zone. */
  public Instant startOf(YearMonth month) {
    return startOf(month.atDay(1));
  }

  /** The month of a partition, whose bounds may stem from other time zone rules than today's. */
  public YearMonth monthStartingAt(Instant lower) {
    return monthOf(lower.plus(HALF_A_MONTH));
  }

  /**
   * The start of the day that is some calendar months before the day of {@code now}; in a month
   * that is too short for that day, its last day.
   */
  public Instant cutoff(Instant now, int retentionMonths) {
    return startOf(LocalDate.ofInstant(now, zone).minusMonths(retentionMonths));
  }

  private Instant startOf(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
