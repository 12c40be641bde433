package dev.stillwater.config;

import static dev.stillwater.config.Sources.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private enum Mode {
    NONE,
    API_KEY
  }

  @Test
  void textsStayAsTheyAre() {
    assertThat(reader("STILLWATER_A_KEY", "00123 ").text("a.key", "")).isEqualTo("00123 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stillwater.a-b.c-d", "STILLWATER_A_B_C_D"})
  void keysHaveTwoSpellings(String name) {
    SettingsReader in = reader(name, "7");
    assertThat(in.integer("a-b.c-d", 0, 7, 7)).isEqualTo(7);
    assertThatCode(in::finish).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "8", "x", "1.5", "1e0", "99999999999", "0x1"})
  void numbersOutOfBoundsAreFaults(String value) {
    SettingsReader in = reader("stillwater.n", value);
    assertThat(in.integer("n", 5, 1, 7)).isEqualTo(5);
    assertThatThrownBy(in::finish).hasMessage("n (test) must be a whole number from 1 to 7");
  }

  @Test
  void booleansAreTrueOrFalse() {
    assertThat(reader("stillwater.b", "TRUE").bool("b", false)).isTrue();
    SettingsReader in = reader("stillwater.b", "yes");
    assertThat(in.bool("b", false)).isFalse();
    assertThatThrownBy(in::finish).hasMessage("b (test) must be true or false");
  }

  @Test
  void choicesAreInLowerCase() {
    assertThat(reader("stillwater.m", "api-key").oneOf("m", Mode.NONE)).isEqualTo(Mode.API_KEY);
    SettingsReader in = reader("stillwater.m", "API_KEY");
    assertThat(in.oneOf("m", Mode.NONE)).isEqualTo(Mode.NONE);
    assertThatThrownBy(in::finish).hasMessage("m (test) must be one of none, api-key");
  }

  @Test
  void pathsAreChecked() {
    SettingsReader in = reader("stillwater.p", "a\0b");
    assertThat(in.path("p", "logs")).hasToString("logs");
    assertThatThrownBy(in::finish).hasMessage("p (test) must be a path");
  }

  @Test
  void effectiveValuesAreKeptWithTheirSourceButNotSecrets() {
    SettingsReader in = reader("stillwater.a", "1", "STILLWATER_S", "hunter2");
    in.text("a", "");
    in.text("b", "2");
    in.secret("s", text -> text, text -> "***");
    in.secret("t", text -> text, text -> "***");
    assertThat(in.settings())
        .containsExactly(
            new Setting("a", "1", "test"),
            new Setting("b", "2", "default"),
            new Setting("s", "***", "test"),
            new Setting("t", "", "default"));
  }

  @Test
  void databaseVariablesNeedNoPrefixButYieldToIt() {
    assertThat(reader("DATABASE_URL", "plain").secret("database.url", t -> t, t -> ""))
        .hasValue("plain");
    SettingsReader both = reader("DATABASE_URL", "plain", "STILLWATER_DATABASE_URL", "own");
    assertThat(both.secret("database.url", t -> t, t -> "")).hasValue("own");
  }

  @Test
  void sourcesDoNotShowTheirValues() {
    assertThat(source("test", "STILLWATER_S", "hunter2")).hasToString("test");
  }

  private static SettingsReader reader(String... namesAndValues) {
    return new SettingsReader(List.of(source("test", namesAndValues)));
  }
}
