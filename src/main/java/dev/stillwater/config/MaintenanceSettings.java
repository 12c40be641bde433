package dev.stillwater.config;

import java.time.Duration;

/**
 * Runs of maintenance.
 *
 * @param lease how long a run whose database session lives may give no sign of life before another
 *     instance may end it
 */
public record MaintenanceSettings(Duration lease) {

  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  static MaintenanceSettings read(SettingsReader in) {
    MaintenanceSettings maintenance =
        new MaintenanceSettings(in.duration("maintenance.lease", "30s"));
    in.require(
        maintenance.lease.compareTo(SHORTEST) >= 0 && maintenance.lease.compareTo(LONGEST) <= 0,
        "maintenance.lease",
        "a duration from 5s to 60s");
    return maintenance;
  }
}
