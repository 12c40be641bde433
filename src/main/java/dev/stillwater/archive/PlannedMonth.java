package dev.stillwater.archive;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A partition of the log, and what the next run would do with it.
 *
 * @param month empty for the landing partition, which takes what is older than all months
 * @param to exclusive
 * @param rows an estimate, unless {@code counted}
 * @param bytes of the table, without its index
 * @param heldBackBy why it would not change tables as a whole, or would have to wait
 */
public record PlannedMonth(
    String partition,
    Optional<YearMonth> month,
    Instant to,
    long rows,
    boolean counted,
    long bytes,
    How how,
    Optional<String> heldBackBy) {}
