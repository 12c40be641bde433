package dev.stillwater.config;

import static dev.stillwater.config.Sources.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {

  @Test
  void tokensTakeKeysAndIssuerAndAudience() {
    assertThatThrownBy(() -> settings("STILLWATER_AUTH_MODE", "jwt"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            """
            auth.jwt.jwks (default) must be set where auth.mode is jwt
            auth.jwt.issuer (default) must be set where auth.mode is jwt
            auth.jwt.audience (default) must be set where auth.mode is jwt""");
  }

  @ParameterizedTest
  @CsvSource({
    "mode, basic",
    "mode, API-KEY",
    "jwt.algorithms, HS256",
    "jwt.algorithms, 'RS256,none'",
    "jwt.algorithms, 'RS256,'",
    "jwt.leeway, 601s",
    "jwt.jwks, http://id.example/jwks",
    "jwt.jwks, https:",
    "jwt.jwks, 'https://id example/'",
    "recheck-after, 0s"
  })
  void othersAreRefused(String key, String value) {
    assertThatThrownBy(() -> settings("stillwater.auth." + key, value))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("auth." + key + " (test) must be ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://id.example/jwks", "http://127.0.0.1:8080/jwks", "http://localhost/jwks"})
  void urls(String jwks) {
    assertThat(settings("stillwater.auth.jwt.jwks", jwks).auth().jwt().url())
        .hasToString("Optional[" + jwks + "]");
  }

  @Test
  void files() {
    assertThat(settings("stillwater.auth.jwt.jwks", "conf/jwks.json").auth().jwt().url()).isEmpty();
  }
}
