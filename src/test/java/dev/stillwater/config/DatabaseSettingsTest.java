package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {

  private static final String URL = "postgresql://app:secret@db/app";
  private static final String OWNER = "postgresql://owner:hidden@db/app";

  @Test
  void defaults() {
    assertThat(Settings.defaults().database())
        .isEqualTo(
            new DatabaseSettings(
                Optional.empty(),
                Optional.empty(),
                Path.of("./data/postgres"),
                4,
                4,
                1000,
                ofSeconds(5),
                ofSeconds(5),
                ofSeconds(25),
                ofSeconds(2),
                ofSeconds(10),
                Duration.ofHours(1)));
  }

  @Test
  void everyKey() {
    Settings settings =
        settings(
            "stillwater.database.url", URL,
            "stillwater.database.owner-url", OWNER,
            "stillwater.database.data-dir", "/var/lib/pg",
            "stillwater.database.read-connections", "8",
            "stillwater.database.write-connections", "6",
            "stillwater.database.max-waiting", "50",
            "stillwater.database.connect-timeout", "11s",
            "stillwater.database.statement-timeout", "12s",
            "stillwater.database.write-statement-timeout", "15s",
            "stillwater.database.lock-timeout", "13s",
            "stillwater.database.idle-in-transaction-timeout", "14s",
            "stillwater.database.maintenance-statement-timeout", "1d");
    assertThat(settings.database())
        .isEqualTo(
            new DatabaseSettings(
                Optional.of(DatabaseUrl.parse(URL)),
                Optional.of(DatabaseUrl.parse(OWNER)),
                Path.of("/var/lib/pg"),
                8,
                6,
                50,
                ofSeconds(11),
                ofSeconds(12),
                ofSeconds(15),
                ofSeconds(13),
                ofSeconds(14),
                Duration.ofDays(1)));
  }

  @Test
  void ownerIsTheUserUnlessTold() {
    DatabaseSettings database = settings("DATABASE_URL", URL).database();
    assertThat(database.ownerUrl()).isPresent().isEqualTo(database.url());
  }

  @Test
  void ownerAloneIsRefused() {
    assertThatThrownBy(() -> settings("DATABASE_OWNER_URL", OWNER))
        .hasMessage("database.owner-url (test) must be set only together with database.url");
  }

  @Test
  void passwordsAreInNoText() {
    Settings settings = settings("DATABASE_URL", URL, "DATABASE_OWNER_URL", OWNER);
    assertThat(settings.toString()).contains("app:***@db").doesNotContain("secret", "hidden");
  }
}
