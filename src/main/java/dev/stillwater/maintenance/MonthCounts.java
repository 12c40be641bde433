package dev.stillwater.maintenance;

import java.time.YearMonth;
import java.util.Optional;

/**
 * What there is of a month.
 *
 * @param month empty for what lies before all months, where that is too much to be told apart
 * @param hot events in the log
 * @param hotBytes what these take, with indexes
 * @param archived events in the archive
 * @param archivedBytes what these take, with indexes
 * @param lateEvents how many of the hot ones came after others of their time had been archived: the
 *     next run folds them in
 * @param held whether it was brought back and is not released
 * @param estimated whether any of the numbers of events or snapshots is an estimate
 */
public record MonthCounts(
    Optional<YearMonth> month,
    long hot,
    long hotBytes,
    long archived,
    long archivedBytes,
    long lateEvents,
    long snapshots,
    boolean held,
    boolean estimated) {}
