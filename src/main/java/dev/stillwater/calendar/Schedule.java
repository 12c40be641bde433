package dev.stillwater.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * When maintenance is due: once a month, on the 1st at 02:00 in a zone. Where that time is missing,
 * the first instant after the gap; where it comes twice, the first one. Immutable.
 */
public record Schedule(ZoneId zone) {

  private static final LocalTime TIME_OF_DAY = LocalTime.of(2, 0);

  public Schedule {
    Objects.requireNonNull(zone, "zone");
  }

  /** The first due instant strictly after the given one. */
  public Instant next(Instant after) {
    return walk(localMonth(after), month -> month.plusMonths(1))
        .filter(due -> due.isAfter(after))
        .findFirst()
        .orElseThrow();
  }

  /** The last due instant that is not after the given one. */
  public Instant latest(Instant at) {
    // from the month ahead: a clock set back over the 1st has already passed that due instant
    return walk(localMonth(at).plusMonths(1), month -> month.minusMonths(1))
        .filter(due -> !due.isAfter(at))
        .findFirst()
        .orElseThrow();
  }

  /** The months whose due instants come after one instant and not after another, oldest first. */
  public List<YearMonth> monthsDue(Instant after, Instant until) {
    return Stream.iterate(localMonth(after), month -> month.plusMonths(1))
        .dropWhile(month -> !dueIn(month).isAfter(after))
        .takeWhile(month -> !dueIn(month).isAfter(until))
        .toList();
  }

  private Stream<Instant> walk(YearMonth from, UnaryOperator<YearMonth> step) {
    return Stream.iterate(from, step).map(this::dueIn);
  }

  private YearMonth localMonth(Instant instant) {
    return YearMonth.from(instant.atZone(zone));
  }

  private Instant dueIn(YearMonth month) {
    LocalDateTime local = month.atDay(1).atTime(TIME_OF_DAY);
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).toInstant();
  }
}
