package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static dev.stillwater.config.Sources.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void defaults() {
    Settings settings = Settings.defaults();
    assertThat(settings.management())
        .isEqualTo(new ManagementSettings("127.0.0.1", Optional.empty()));
    assertThat(settings.auth())
        .isEqualTo(
            new AuthSettings(
                AuthMode.NONE,
                Duration.ofSeconds(5),
                false,
                false,
                new JwtSettings(
                    "",
                    "",
                    "",
                    List.of("RS256", "ES256"),
                    Duration.ofSeconds(30),
                    "role",
                    Duration.ofMinutes(10))));
    assertThat(settings.schedule())
        .isEqualTo(
            new ScheduleSettings(
                true, Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMinutes(10)));
    assertThat(settings.maintenance()).isEqualTo(new MaintenanceSettings(Duration.ofSeconds(30)));
    assertThat(settings.retention()).isEqualTo(new RetentionSettings(3));
    assertThat(settings.archive()).isEqualTo(new ArchiveSettings(5000, false, 3));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(false, "stillwater", List.of("127.0.0.1"), "127.0.0.1", 5701, 0));
    assertThat(settings.cache()).isEqualTo(new CacheSettings(16 << 20));
    assertThat(settings.log()).isEqualTo(new LogSettings(Path.of("logs"), LogFormat.TEXT));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void everyKey() {
    Settings settings =
        settings(
            "stillwater.management.port", "9000",
            "stillwater.management.host", "::1",
            "stillwater.auth.mode", "jwt",
            "stillwater.auth.recheck-after", "1s",
            "stillwater.auth.open-metrics", "true",
            "stillwater.auth.open-docs", "true",
            "stillwater.auth.jwt.jwks", "https://id.example/jwks",
            "stillwater.auth.jwt.issuer", "https://id.example",
            "stillwater.auth.jwt.audience", "stillwater",
            "stillwater.auth.jwt.algorithms", "EdDSA, PS512",
            "stillwater.auth.jwt.leeway", "10m",
            "stillwater.auth.jwt.role-claim", "scope",
            "stillwater.auth.jwt.reload-interval", "1h",
            "stillwater.schedule.enabled", "false",
            "stillwater.schedule.retry-delay", "2s",
            "stillwater.schedule.longest-retry-delay", "2s",
            "stillwater.schedule.overdue-after", "1d",
            "stillwater.maintenance.lease", "60s",
            "stillwater.retention.months", "1200",
            "stillwater.archive.batch-size", "100000",
            "stillwater.archive.whole-months-only", "true",
            "stillwater.archive.months-ahead", "120",
            "stillwater.cluster.enabled", "true",
            "stillwater.cluster.name", "east",
            "stillwater.cluster.members", "10.0.0.1, ten:5801,[fe80::1]:5701",
            "stillwater.cluster.host", "10.0.0.2",
            "stillwater.cluster.port", "5801",
            "stillwater.cluster.bus-port", "5900",
            "stillwater.cache.max-size", "0",
            "stillwater.log.directory", "/var/log/stillwater",
            "stillwater.log.format", "json",
            "stillwater.zone", "Europe/Paris");
    assertThat(settings.management()).isEqualTo(new ManagementSettings("::1", Optional.of(9000)));
    assertThat(settings.auth())
        .isEqualTo(
            new AuthSettings(
                AuthMode.JWT,
                Duration.ofSeconds(1),
                true,
                true,
                new JwtSettings(
                    "https://id.example/jwks",
                    "https://id.example",
                    "stillwater",
                    List.of("EdDSA", "PS512"),
                    Duration.ofMinutes(10),
                    "scope",
                    Duration.ofHours(1))));
    assertThat(settings.schedule())
        .isEqualTo(
            new ScheduleSettings(
                false, Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofDays(1)));
    assertThat(settings.maintenance()).isEqualTo(new MaintenanceSettings(Duration.ofMinutes(1)));
    assertThat(settings.retention()).isEqualTo(new RetentionSettings(1200));
    assertThat(settings.archive()).isEqualTo(new ArchiveSettings(100_000, true, 120));
    assertThat(settings.cluster())
        .isEqualTo(
            new ClusterSettings(
                true,
                "east",
                List.of("10.0.0.1", "ten:5801", "[fe80::1]:5701"),
                "10.0.0.2",
                5801,
                5900));
    assertThat(settings.cache()).isEqualTo(new CacheSettings(0));
    assertThat(settings.log())
        .isEqualTo(new LogSettings(Path.of("/var/log/stillwater"), LogFormat.JSON));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
  }

  @ParameterizedTest
  @CsvSource({
    "members, 'a,,b'",
    "members, a:0",
    "members, a:65536",
    "members, 'a b'",
    "host, 0.0.0.0",
    "host, '::'",
    "host, 'a/b'",
    "port, 0",
    "port, 65532",
    "bus-port, 65536"
  })
  void oddClustersAreRefused(String key, String value) {
    assertThatThrownBy(() -> settings("stillwater.cluster." + key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("cluster." + key + " (");
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
