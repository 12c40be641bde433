package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

  @Test
  void defaults() {
    long mostOfTheHeap = Math.min(Runtime.getRuntime().maxMemory() / 4 * 3, 1 << 30);
    assertThat(Settings.defaults().http())
        .isEqualTo(
            new HttpSettings(
                "127.0.0.1",
                3000,
                10 * 1024 * 1024,
                ofSeconds(30),
                ofSeconds(60),
                ofSeconds(30),
                ofSeconds(30),
                100,
                true,
                true,
                false,
                new LimitSettings(8192, 5000, 1000, 32, mostOfTheHeap, 0, 0)));
  }

  @Test
  void everyKey() {
    Settings settings =
        settings(
            "stillwater.http.host", "0.0.0.0",
            "stillwater.http.port", "8080",
            "stillwater.http.max-body", "512KiB",
            "stillwater.http.body-timeout", "500ms",
            "stillwater.http.idle-timeout", "5m",
            "stillwater.http.maintenance-wait", "2h",
            "stillwater.http.request-timeout", "PT7S",
            "stillwater.http.max-subscribers", "10000",
            "stillwater.http.dashboard", "false",
            "stillwater.http.docs", "false",
            "stillwater.http.allow-anonymous", "true",
            "stillwater.http.max-header", "1024",
            "stillwater.http.max-connections", "1",
            "stillwater.http.max-in-flight", "2",
            "stillwater.http.max-exports", "3",
            "stillwater.http.max-body-memory", "1GiB",
            "stillwater.http.rate-limit", "4",
            "stillwater.http.rate-burst", "5");
    assertThat(settings.http())
        .isEqualTo(
            new HttpSettings(
                "0.0.0.0",
                8080,
                512 * 1024,
                ofMillis(500),
                Duration.ofMinutes(5),
                Duration.ofHours(2),
                ofSeconds(7),
                10_000,
                false,
                false,
                true,
                new LimitSettings(1024, 1, 2, 3, 1 << 30, 4, 5)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.255.0.9", "::1", "localhost", "LocalHost"})
  void loopbackNeedsNoPermission(String host) {
    assertThat(settings("STILLWATER_HTTP_HOST", host).http().host()).isEqualTo(host);
  }

  @Test
  void whereCallersAreToldApartOthersMayCall() {
    Settings open = settings("stillwater.http.host", "0.0.0.0", "stillwater.auth.mode", "api-key");
    assertThat(open.isOpenToAll()).isFalse();
    assertThat(Settings.defaults().isOpenToAll()).isFalse();
    assertThat(
            settings("stillwater.http.host", "::", "stillwater.http.allow-anonymous", "true")
                .isOpenToAll())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "10.0.0.1", "127.0.0.256", "127.0.0.1.example.com", "db"})
  void otherHostsNeedPermission(String host) {
    assertThatThrownBy(() -> settings("STILLWATER_HTTP_HOST", host))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "http.host (test) must be a loopback address (127.0.0.1, ::1, localhost)"
                + " unless auth.mode is set or http.allow-anonymous is true");
  }
}
