package dev.stillwater.maintenance;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * A run about to begin.
 *
 * @param scheduledAt the instant it was due at, for a run by the schedule
 * @param monthsDue all months that came due since the last run that has succeeded
 */
record NewRun(
    RunKind kind,
    Trigger trigger,
    YearMonth month,
    String instance,
    Optional<Instant> scheduledAt,
    List<YearMonth> monthsDue,
    Instant startedAt,
    Instant cutoff) {}
