package dev.stillwater.config;

import java.time.Duration;

/**
 * The monthly schedule.
 *
 * @param enabled whether this instance runs maintenance by itself
 * @param retryDelay after the first failure of a run by the schedule; doubled with each further one
 * @param longestRetryDelay after however many failures
 * @param overdueAfter how long after its due instant a run that has not been done is overdue
 */
public record ScheduleSettings(
    boolean enabled, Duration retryDelay, Duration longestRetryDelay, Duration overdueAfter) {

  static ScheduleSettings read(SettingsReader in) {
    ScheduleSettings schedule =
        new ScheduleSettings(
            in.bool("schedule.enabled", true),
            in.duration("schedule.retry-delay", "1s"),
            in.duration("schedule.longest-retry-delay", "1h"),
            in.duration("schedule.overdue-after", "10m"));
    in.require(
        schedule.longestRetryDelay.compareTo(schedule.retryDelay) >= 0,
        "schedule.longest-retry-delay",
        "no shorter than schedule.retry-delay");
    return schedule;
  }
}
