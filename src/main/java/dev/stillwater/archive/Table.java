package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import java.time.Instant;
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
    String name =
        "%s_%04d_%02d"
            .formatted(tableName(), bounds.month().getYear(), bounds.month().getMonthValue());
    return new Partition(name, Optional.of(bounds.lower()), bounds.upper());
  }

  /** The partition that takes all that is older than the months. */
  Partition landing(Instant upper) {
    return new Partition(tableName() + "_landing", Optional.empty(), upper);
  }
}
