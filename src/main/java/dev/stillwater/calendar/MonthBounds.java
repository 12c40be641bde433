package dev.stillwater.calendar;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Objects;

/** A month with its bounds: {@code lower} is inclusive, {@code upper} exclusive. Immutable. */
public record MonthBounds(YearMonth month, Instant lower, Instant upper) {

  public MonthBounds {
    Objects.requireNonNull(month, "month");
    if (!lower.isBefore(upper)) {
      throw new IllegalArgumentException(month + " would end at " + upper + ", not after " + lower);
    }
  }
}
