package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The tables that are locked when months change tables: both parents, the landing partition. */
  static List<String> lockedWith(List<Partition> months) {
    return Stream.concat(
            Stream.of(EVENT_LOG.tableName(), STREAM_ARCHIVE.tableName(), EVENT_LOG.landingName()),
            months.stream().map(Partition::name))
        .toList();
  }
}
