package dev.stillwater.calendar;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Which months the event log still lacks. Immutable. */
public record MonthPlan(MonthCalendar calendar) {

  public MonthPlan {
    Objects.requireNonNull(calendar, "calendar");
  }

  /**
   * The months to create, oldest first, each beginning where the one before it ends.
   *
   * @param newestUpper the upper bound of the newest month there is; taken as given, so that a
   *     change of time zone rules leaves neither gap nor overlap
   * @param monthsBehind where there is no month yet, how many to create before the month of {@code
   *     now}
   * @param monthsAhead how many months are to be there after the month of {@code now}
   */
  public List<MonthBounds> missing(
      Optional<Instant> newestUpper, Instant now, int monthsBehind, int monthsAhead) {
    YearMonth current = calendar.monthOf(now);
    return between(
        newestUpper.orElseGet(() -> calendar.startOf(current.minusMonths(monthsBehind))),
        current.plusMonths(monthsAhead));
  }

  /** The months from one bound to another, oldest first; the last one ends there at the latest. */
  public List<MonthBounds> between(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      return List.of();
    }
    YearMonth first = calendar.monthStartingAt(start);
    YearMonth beforeEnd = calendar.monthStartingAt(end).minusMonths(1);
    List<MonthBounds> months = between(start, first.isAfter(beforeEnd) ? first : beforeEnd);
    int last = months.size() - 1;
    MonthBounds newest = months.get(last);
    return Stream.concat(
            months.stream().limit(last),
            Stream.of(new MonthBounds(newest.month(), newest.lower(), end)))
        .toList();
  }

  private List<MonthBounds> between(Instant start, YearMonth last) {
    List<MonthBounds> months = new ArrayList<>();
    Instant lower = start;
    YearMonth month = calendar.monthStartingAt(start);
    while (!month.isAfter(last)) {
      YearMonth next = month.plusMonths(1);
      Instant upper = calendar.startOf(next);
      months.add(new MonthBounds(month, lower, upper));
      lower = upper;
      month = next;
    }
    return List.copyOf(months);
  }
}
