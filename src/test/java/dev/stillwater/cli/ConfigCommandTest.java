package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.config.Settings;
import dev.stillwater.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an operator meets it. */
class ConfigCommandTest {

  @TempDir private Path directory;

  @Test
  void tellsEveryValueAndItsSourceButNoSecret() throws IOException {
    Files.createDirectory(directory.resolve("conf"));
    Files.writeString(directory.resolve("conf/stillwater.yaml"), "http: {port: 1, max-body: 1MB}");
    Files.writeString(directory.resolve(".env"), "STILLWATER_HTTP_PORT=2\nSTILLWATER_ZONE=CET\n");
    Path secret = directory.resolve("owner");
    Files.writeString(secret, "postgresql://me:hunter2@db.example/app\n");
    Child child =
        Child.start(
            directory,
            Map.of(
                "STILLWATER_HTTP_PORT", "3",
                "DATABASE_URL", "postgresql://you:hunter1@db.example:5433/app",
                "DATABASE_OWNER_URL_FILE", secret.toString()),
            "config");
    assertThat(child.exitCode()).as(child::toString).isZero();
    List<List<String>> table = child.out().lines().map(ConfigCommandTest::columns).toList();
    assertThat(table)
        .contains(
            List.of("KEY", "VALUE", "SOURCE"),
            List.of("http.host", "127.0.0.1", "default"),
            List.of("http.max-body", "1MB", "conf/stillwater.yaml"),
            List.of("zone", "CET", ".env"),
            List.of("http.port", "3", "environment"),
            List.of(
                "database.url",
                "postgresql://you:***@db.example:5433/app?sslmode=prefer",
                "environment"),
            List.of(
                "database.owner-url",
                "postgresql://me:***@db.example:5432/app?sslmode=prefer",
                "DATABASE_OWNER_URL_FILE, environment"))
        .hasSize(Settings.effective(List.of()).size() + 1);
    assertThat(child.out() + child.err()).doesNotContain("hunter");
  }

  @Test
  void tellsEveryFault() {
    Child child =
        Child.start(
            directory,
            Map.of("STILLWATER_HTTP_PORT", "x", "DATABASE_URL_FILE", "/none/hunter"),
            "config");
    assertThat(child.exitCode()).as(child::toString).isEqualTo(2);
    assertThat(child.out()).isEmpty();
    assertThat(child.err())
        .contains("http.port (environment) must be a whole number from 0 to 65535")
        .contains("database.url (DATABASE_URL_FILE, environment) must be in a readable file")
        .doesNotContain("hunter");
  }

  private static List<String> columns(String line) {
    return Arrays.asList(line.split(" {2,}"));
  }
}
