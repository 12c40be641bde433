package dev.stillwater.config;

import static dev.stillwater.config.Sources.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {

  private static final String EXPECTED = "in a readable file of one line, at most 8 KiB of UTF-8";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"DATABASE_URL_FILE", "STILLWATER_DATABASE_URL_FILE"})
  void aVariableNamesTheFile(String variable) throws IOException {
    SettingsReader in = reader(source("environment", variable, file("hünter2\r\n")));
    assertThat(secret(in)).hasValue("hünter2");
    in.finish();
    assertThat(in.settings())
        .containsExactly(new Setting("database.url", "7 long", variable + ", environment"));
  }

  @Test
  void aSourceAboveWinsInEitherForm() throws IOException {
    var plain = source(".env", "DATABASE_URL", "plain");
    var inFile = source("environment", "DATABASE_URL_FILE", file("filed"));
    assertThat(secret(reader(plain, inFile))).hasValue("filed");
    assertThat(secret(reader(inFile, plain))).hasValue("plain");
  }

  @Test
  void bothFormsInOnePlaceAreAFault() throws IOException {
    String path = file("filed");
    assertFault(
        reader(source("environment", "DATABASE_URL", "plain", "DATABASE_URL_FILE", path)),
        "set once, as it is or by its file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "hunter2\nhunter3", "hunter2\r\n\r\nx"})
  void aFileHasOneLine(String text) throws IOException {
    assertFault(reader(source("environment", "DATABASE_URL_FILE", file(text))), EXPECTED);
  }

  @Test
  void aFileIsSmallTextThatCanBeRead() throws IOException {
    Path latin = directory.resolve("latin");
    Files.write(latin, new byte[] {(byte) 0xfc});
    for (String path :
        List.of(
            file("x".repeat(8193)),
            latin.toString(),
            directory.toString(),
            directory.resolve("none").toString(),
            "/dev/zero",
            "a\0b")) {
      assertFault(reader(source("environment", "DATABASE_URL_FILE", path)), EXPECTED);
    }
  }

  @Test
  void whatIsNoSecretHasNoFile() {
    SettingsReader in = reader(source("environment", "STILLWATER_ZONE_FILE", "/etc/timezone"));
    in.zone("zone", "UTC");
    assertThatThrownBy(in::finish)
        .hasMessage("STILLWATER_ZONE_FILE (environment) is not a setting");
  }

  private static void assertFault(SettingsReader in, String expected) {
    assertThat(secret(in)).isEmpty();
    assertThatThrownBy(in::finish)
        .hasMessage("database.url (DATABASE_URL_FILE, environment) must be " + expected);
  }

  private static Optional<String> secret(SettingsReader in) {
    return in.secret("database.url", text -> text, text -> text.length() + " long");
  }

  private static SettingsReader reader(Source... sources) {
    return new SettingsReader(List.of(sources));
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("secret" + text.length()), text).toString();
  }
}
