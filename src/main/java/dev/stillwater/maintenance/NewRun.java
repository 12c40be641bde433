package dev.stillwater.maintenance;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/** A run about to begin. */
record NewRun(
    RunKind kind,
    Trigger trigger,
    YearMonth month,
    String instance,
    Optional<Instant> scheduledAt,
    Instant startedAt,
    Instant cutoff) {}
