package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ManagementSettingsTest {

  @Test
  void isWhereHttpIsUnlessSet() {
    Settings settings =
        settings(
            "stillwater.http.host", "0.0.0.0",
            "stillwater.http.allow-anonymous", "true",
            "stillwater.management.port", "9000");
    assertThat(settings.management().host()).isEqualTo("0.0.0.0");
    assertThat(settings.localUri("/health/ready"))
        .hasToString("http://localhost:9000/health/ready");
    assertThat(settings("stillwater.http.port", "80").localUri("/"))
        .hasToString("http://127.0.0.1:80/");
  }

  @Test
  void needsAPortOfItsOwn() {
    assertRefused("none or a whole number from 0 to 65535", "stillwater.management.port", "some");
    assertRefused("another port than http.port", "stillwater.management.port", "3000");
    assertThat(
            settings("stillwater.management.port", "0", "stillwater.http.port", "0")
                .management()
                .port())
        .contains(0);
  }

  @Test
  void isNotForOthersWhereNobodyIsAsked() {
    assertThatThrownBy(() -> settings("stillwater.management.host", "0.0.0.0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("management.host (test) must be a loopback address");
    Settings settings =
        settings(
            "stillwater.management.host", "0.0.0.0", "stillwater.http.allow-anonymous", "true");
    assertThat(settings.isOpenToAll()).isTrue();
  }

  private static void assertRefused(String expected, String... namesAndValues) {
    assertThatThrownBy(() -> settings(namesAndValues))
        .isInstanceOf(SettingsException.class)
        .hasMessage("management.port (test) must be " + expected);
  }
}
