package dev.stillwater.maintenance;

import java.time.YearMonth;
import java.util.Optional;

/**
 * What there is of a month.
 *
 * @param month empty for what lies before all months, where that is too much to be told apart
 * @param hot events in the log
 * @param archived events in the archive
 * @param estimated whether any of the numbers is an estimate
 */
public record MonthCounts(
    Optional<YearMonth> month, long hot, long archived, long snapshots, boolean estimated) {}
