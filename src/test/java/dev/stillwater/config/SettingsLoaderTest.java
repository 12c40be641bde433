package dev.stillwater.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class SettingsLoaderTest {

  @TempDir Path directory;

  @Test
  void nothingThereIsFine(Vertx vertx) {
    List<Source> sources = sources(vertx);
    assertThat(sources)
        .extracting(Source::name)
        .containsExactly("conf/stillwater.yaml", ".env", "environment", "system properties");
    assertThat(Settings.of(sources.subList(0, 2))).isEqualTo(Settings.defaults());
  }

  @Test
  void environmentAndPropertiesAreRaw(Vertx vertx) {
    List<Source> sources = sources(vertx);
    assertThat(sources.get(2).values()).isEqualTo(System.getenv());
    assertThat(sources.get(3).values())
        .containsEntry(
            "java.specification.version", System.getProperty("java.specification.version"));
  }

  @Test
  void yamlIsNestedOrDotted(Vertx vertx) throws IOException {
    write(
        "conf/stillwater.yaml",
        """
        zone: "+10:00"
        http:
          host: ::1
          port: 8080
          maintenance-wait: 5m
          allow-anonymous: true
        retention.months: 6
        log:
          #directory: elsewhere
        """);
    Settings settings = Settings.of(sources(vertx).subList(0, 2));
    assertThat(settings.zone()).isEqualTo(ZoneId.of("+10:00"));
    assertThat(settings.http().host()).isEqualTo("::1");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().maintenanceWait()).hasMinutes(5);
    assertThat(settings.http().allowAnonymous()).isTrue();
    assertThat(settings.retention().months()).isEqualTo(6);
  }

  @Test
  void dotenvWinsOverYaml(Vertx vertx) throws IOException {
    write("conf/stillwater.yaml", "http: {port: 1, host: localhost}");
    write(
        ".env",
        """
        # comment
        STILLWATER_HTTP_PORT=00080
        DATABASE_URL="postgres://me:it%23s@db/app"
        POSTGRES_PASSWORD=other
        """);
    Settings settings = Settings.of(sources(vertx).subList(0, 2));
    assertThat(settings.http().port()).isEqualTo(80);
    assertThat(settings.http().host()).isEqualTo("localhost");
    assertThat(settings.database().url()).map(DatabaseUrl::password).hasValue("it#s");
  }

  @Test
  void dotenvHoldsNothingButItsLines(Vertx vertx) throws IOException {
    write(".env", "STILLWATER_ZONE=UTC");
    assertThat(sources(vertx).get(1).values()).containsOnlyKeys("STILLWATER_ZONE");
  }

  @Test
  void anotherFileMayBeTold(Vertx vertx) throws IOException {
    write("other.yaml", "zone: Asia/Tokyo");
    write("conf/stillwater.yaml", "zone: Europe/Paris");
    write(".env", "STILLWATER_CONFIG=other.yaml");
    List<Source> sources = sources(vertx);
    assertThat(sources.get(0).name()).isEqualTo("other.yaml");
    assertThat(Settings.of(sources.subList(0, 2)).zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void aFileThatWasToldMustBeThere(Vertx vertx) throws IOException {
    write(".env", "STILLWATER_CONFIG=missing.yaml");
    assertFault(vertx, "missing.yaml must be a readable file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "http:\n"})
  void anEmptyFileIsFine(String text, Vertx vertx) throws IOException {
    write("conf/stillwater.yaml", text);
    assertThat(Settings.of(sources(vertx).subList(0, 2))).isEqualTo(Settings.defaults());
  }

  @Test
  void brokenYamlIsToldWithoutItsText(Vertx vertx) throws IOException {
    write("conf/stillwater.yaml", "database:\n  url: \"postgres://me:secret@db\n");
    assertFault(
        vertx, "conf/stillwater.yaml must be YAML of keys and values; see line 3, column 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret", "- secret"})
  void yamlWithoutKeysIsRefused(String text, Vertx vertx) throws IOException {
    write("conf/stillwater.yaml", text);
    assertFault(vertx, "conf/stillwater.yaml must be YAML of keys and values");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATABASE_URL", "=secret"})
  void brokenDotenvIsToldWithoutItsText(String line, Vertx vertx) throws IOException {
    write(".env", line);
    assertFault(vertx, ".env must be a readable file of lines NAME=value");
  }

  private List<Source> sources(Vertx vertx) {
    return SettingsLoader.sources(vertx, directory).await();
  }

  private void assertFault(Vertx vertx, String message) {
    assertThatThrownBy(() -> sources(vertx))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message)
        .hasNoCause();
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
