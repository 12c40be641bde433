package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;

/** The two tables that are partitioned by month, and how their partitions are called. */
enum Table {
  EVENT_LOG,
  STREAM_ARCHIVE;

  String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Partition month(MonthBounds bounds) {
    return Partition.fresh(monthName(bounds.month()), Optional.of(bounds.lower()), bounds.upper());
  }

  String monthName(YearMonth month) {
    return "%s_%04d_%02d".formatted(tableName(), month.getYear(), month.getMonthValue());
  }

  /** The partition that takes all that is older than the months. */
  Partition landing(Instant upper) {
    return Partition.fresh(landingName(), Optional.empty(), upper);
  }

  String landingName() {
    return tableName() + "_landing";
  }
}
