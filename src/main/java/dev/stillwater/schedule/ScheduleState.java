package dev.stillwater.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How the schedule stands.
 *
 * @param enabled whether this instance starts runs by itself
 * @param pausedAt since when no instance does
 * @param nextRun the next due instant by the calendar
 * @param lastSuccess when the latest full run that has succeeded started
 * @param overdueSince the due instant that should have been done by now and is not
 */
public record ScheduleState(
    boolean enabled,
    ZoneId zone,
    Optional<Instant> pausedAt,
    Instant nextRun,
    Optional<Instant> lastSuccess,
    Optional<Instant> overdueSince) {}
