package dev.stillwater.config;

/**
 * How long events stay in the log.
 *
 * @param months in calendar months
 */
public record RetentionSettings(int months) {

  static RetentionSettings read(SettingsReader in) {
    return new RetentionSettings(in.integer("retention.months", 3, 1, 1200));
  }
}
