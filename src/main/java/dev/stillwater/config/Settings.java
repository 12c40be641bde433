package dev.stillwater.config;

import java.time.ZoneId;
import java.util.List;

/** Every setting of the service, valid as a whole. Immutable. */
public record Settings(
    HttpSettings http,
    DatabaseSettings database,
    ScheduleSettings schedule,
    MaintenanceSettings maintenance,
    RetentionSettings retention,
    ArchiveSettings archive,
    CacheSettings cache,
    ClusterSettings cluster,
    LogSettings log,
    ZoneId zone) {

  /**
   * Reads the settings from sources, lowest precedence first.
   *
   * @throws SettingsException naming every bad value and every unknown key
   */
  public static Settings of(List<Source> sources) {
    SettingsReader in = new SettingsReader(sources);
    Settings settings = read(in);
    in.finish();
    return settings;
  }

  /**
   * What {@link #of} would read, key by key, with where it comes from; secrets are masked.
   *
   * @throws SettingsException as {@link #of} does
   */
  public static List<Setting> effective(List<Source> sources) {
    SettingsReader in = new SettingsReader(sources);
    read(in);
    in.finish();
    return in.settings();
  }

  /** The settings where nothing is set. */
  public static Settings defaults() {
    return of(List.of());
  }

  static Settings read(SettingsReader in) {
    return new Settings(
        HttpSettings.read(in),
        DatabaseSettings.read(in),
        ScheduleSettings.read(in),
        MaintenanceSettings.read(in),
        RetentionSettings.read(in),
        ArchiveSettings.read(in),
        CacheSettings.read(in),
        ClusterSettings.read(in),
        LogSettings.read(in),
        in.zone("zone", "UTC"));
  }
}
