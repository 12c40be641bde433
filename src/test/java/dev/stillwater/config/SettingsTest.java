package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static dev.stillwater.config.Sources.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void defaults() {
    Settings settings = Settings.defaults();
    assertThat(settings.schedule()).isEqualTo(new ScheduleSettings(true));
    assertThat(settings.retention()).isEqualTo(new RetentionSettings(3));
    assertThat(settings.archive()).isEqualTo(new ArchiveSettings(5000, false, 3));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(false, "stillwater", List.of("127.0.0.1"), "127.0.0.1", 5701, 0));
    assertThat(settings.log()).isEqualTo(new LogSettings(Path.of("logs")));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void everyKey() {
    Settings settings =
        settings(
            "stillwater.schedule.enabled", "false",
            "stillwater.retention.months", "1200",
            "stillwater.archive.batch-size", "100000",
            "stillwater.archive.whole-months-only", "true",
            "stillwater.archive.months-ahead", "120",
            "stillwater.cluster.enabled", "true",
            "stillwater.cluster.name", "blue",
            "stillwater.cluster.members", "10.0.0.1, db-2.internal:5801,[::1]:65535",
            "stillwater.cluster.host", "fe80::1",
            "stillwater.cluster.port", "65531",
            "stillwater.cluster.bus-port", "15701",
            "stillwater.log.directory", "/var/log/stillwater",
            "stillwater.zone", "Europe/Paris");
    assertThat(settings.schedule()).isEqualTo(new ScheduleSettings(false));
    assertThat(settings.retention()).isEqualTo(new RetentionSettings(1200));
    assertThat(settings.archive()).isEqualTo(new ArchiveSettings(100_000, true, 120));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(
                true,
                "blue",
                List.of("10.0.0.1", "db-2.internal:5801", "[::1]:65535"),
                "fe80::1",
                65531,
                15701));
    assertThat(settings.log()).isEqualTo(new LogSettings(Path.of("/var/log/stillwater")));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
  }

  @Test
  void laterSourcesWin() {
    Settings settings =
        Settings.of(
            List.of(
                source("low", "stillwater.http.port", "1", "stillwater.zone", "+01:00"),
                source("middle", "STILLWATER_HTTP_PORT", "2", "STILLWATER_RETENTION_MONTHS", "7"),
                source("high", "STILLWATER_HTTP_PORT", "3", "STILLWATER_RETENTION_MONTHS", " ")));
    assertThat(settings.http().port()).isEqualTo(3);
    assertThat(settings.retention().months()).isEqualTo(7);
    assertThat(settings.zone()).isEqualTo(ZoneId.of("+01:00"));
  }

  @Test
  void everyFaultIsToldAtOnce() {
    Source file = source("file", "stillwater.http.prot", "1", "stillwater.zone", "Mars/Olympus");
    Source environment =
        source(
            "environment",
            "STILLWATER_HTTP_PORT",
            "65536",
            "STILLWATER_HTTP_BODY_TIMEOUT",
            "soon",
            "STILLWATER_ARCHIVE_MONTHS_AHEAD",
            "2",
            "STILLWATER_PASSWORD",
            "secret",
            "DATABASE_URL",
            "postgresql://app:secret@db:99999/app",
            "PATH",
            "/bin",
            "STILLWATER_TYPO",
            "");
    assertThatThrownBy(() -> Settings.of(List.of(file, environment)))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            http.port (environment) must be a whole number from 0 to 65535
            http.body-timeout (environment) must be a duration from 1ms to 24d, as 30s or PT30S
            database.url (environment) must be a URL whose port is from 1 to 65535
            archive.months-ahead (environment) must be a whole number from 3 to 120
            zone (file) must be a time zone, as Europe/Paris or +02:00
            STILLWATER_PASSWORD (environment) is not a setting
            http.prot (file) is not a setting""");
  }
}
