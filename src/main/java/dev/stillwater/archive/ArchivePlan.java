package dev.stillwater.archive;

import dev.stillwater.calendar.MonthCalendar;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What archiving does with each partition of the log, oldest first. Whole months change tables;
 * what cannot moves in batches.
 *
 * @param calendar tells which month a partition is
 * @param cutoff what occurred before it is to be archived
 * @param wholeMonthsOnly whether a month stays until all of it is old
 * @param archive the partitions of the archive
 * @param held the months that were restored and are not released, with the time of that
 */
record ArchivePlan(
    MonthCalendar calendar,
    Instant cutoff,
    boolean wholeMonthsOnly,
    List<Partition> archive,
    Map<YearMonth, Instant> held) {

  List<ArchiveStep> steps(List<Partition> log) {
    return log.stream().map(this::step).toList();
  }

  private ArchiveStep step(Partition source) {
    if (!source.start().isBefore(cutoff)) {
      return ArchiveStep.of(source, How.STAY, "it is not older than the cutoff");
    }
    if (source.isLanding()) {
      return ArchiveStep.of(source, source.isEmpty() ? How.STAY : How.BATCHES, "it is no month");
    }
    return heldSince(source)
        .map(
            since ->
                ArchiveStep.of(source, How.STAY, "it was restored at " + since + " and is held"))
        .orElseGet(() -> isWhollyOld(source) ? whole(source) : part(source));
  }

  private Optional<Instant> heldSince(Partition source) {
    return source.month(calendar).map(held::get);
  }

  private boolean isWhollyOld(Partition source) {
    return !source.upper().isAfter(cutoff);
  }

  private ArchiveStep whole(Partition source) {
    if (source.isEmpty()) {
      return ArchiveStep.of(source, How.DROP);
    }
    return archive.stream().filter(source::overlaps).allMatch(other -> givesWay(other, source))
        ? ArchiveStep.of(source.month(calendar).isPresent() ? source : wider(source), How.SWITCH)
        : ArchiveStep.of(source, How.BATCHES, "a part of it is archived already");
  }

  private boolean givesWay(Partition other, Partition source) {
    return other.isEmpty()
        && other.hasBoundsOf(source)
        && source
            .month(calendar)
            .map(Table.STREAM_ARCHIVE::monthName)
            .equals(Optional.of(other.name()));
  }

  private static Partition wider(Partition source) {
    return new Partition(
        source.name(),
        source.lower(),
        source.upper(),
        source.bytes(),
        source.isEmpty(),
        Optional.of("it is not one month, from " + source.start() + " to " + source.upper()));
  }

  private ArchiveStep part(Partition source) {
    if (wholeMonthsOnly) {
      return ArchiveStep.of(source, How.STAY, "its end is not before the cutoff");
    }
    return ArchiveStep.of(
        source, source.isEmpty() ? How.STAY : How.BATCHES, "its end is not before the cutoff");
  }
}
