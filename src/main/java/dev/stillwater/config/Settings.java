package dev.stillwater.config;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;

/** Every setting of the service, valid as a whole. Immutable. */
public record Settings(
    HttpSettings http,
    AuthSettings auth,
    ManagementSettings management,
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

  /** Whether others than this machine may call, and nobody asks them who they are. */
  public boolean isOpenToAll() {
    return auth.mode() == AuthMode.NONE
        && !(Exposure.isLocal(http.host()) && Exposure.isLocal(management.host()));
  }

  /**
   * How this machine calls a path of health, metrics or documentation, at the ports that are set.
   */
  public URI localUri(String path) {
    return management
        .port()
        .map(port -> management.localUri(port, path))
        .orElseGet(() -> http.localUri(http.port(), path));
  }

  static Settings read(SettingsReader in) {
    HttpSettings http = HttpSettings.read(in);
    AuthSettings auth = AuthSettings.read(in);
    Exposure.check(in, "http.host", http.host(), auth.mode(), http.allowAnonymous());
    ManagementSettings management = ManagementSettings.read(in, http);
    if (in.isSet("management.host")) {
      String host = management.host();
      Exposure.check(in, "management.host", host, auth.mode(), http.allowAnonymous());
    }
    return new Settings(
        http,
        auth,
        management,
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
