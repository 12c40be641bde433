package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When maintenance runs by itself.
 *
 * @param enabled on the instance that was asked
 * @param pausedAt since when no instance starts a run; empty where it is not paused
 * @param zone of the months and of the schedule
 * @param lastSuccess when a full run last ended well
 * @param overdueSince since when a run that was due is not done
 */
public record Schedule(
    boolean enabled,
    Optional<Instant> pausedAt,
    ZoneId zone,
    Instant nextRun,
    Optional<Instant> lastSuccess,
    Optional<Instant> overdueSince) {

  static Schedule of(Answer answer) throws IOException {
    return new Schedule(
        answer.flag("enabled"),
        answer.optionalTime("pausedAt"),
        answer.zone("zone"),
        answer.time("nextRun"),
        answer.optionalTime("lastSuccess"),
        answer.optionalTime("overdueSince"));
  }
}
