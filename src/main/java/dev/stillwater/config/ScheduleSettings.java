package dev.stillwater.config;

/**
 * The monthly schedule.
 *
 * @param enabled whether this instance runs maintenance by itself
 */
public record ScheduleSettings(boolean enabled) {

  static ScheduleSettings read(SettingsReader in) {
    return new ScheduleSettings(in.bool("schedule.enabled", true));
  }
}
