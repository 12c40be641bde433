package dev.stillwater.config;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The file that comes with the service says what the code does. */
@ExtendWith(VertxExtension.class)
class SettingsFileTest {

  private static final Path FILE = Path.of("conf/stillwater.yaml");

  @Test
  void changesNothing(Vertx vertx) {
    Source file = read(vertx, FILE);
    assertThat(file.claims()).isEmpty();
  }

  @Test
  void hasEveryKeyAtItsDefault(Vertx vertx, @TempDir Path directory) throws IOException {
    Path active = directory.resolve("active.yaml");
    Files.writeString(active, Files.readString(FILE).replaceAll("(?m)^( *)#(?=[a-z])", "$1"));
    assertThat(read(vertx, active).values()).isEqualTo(defaults());
  }

  @Test
  void readmeHasEveryKeyAtItsDefault() throws IOException {
    assertThat(tableOf(Path.of("README.md"))).isEqualTo(defaults());
  }

  private static Map<String, String> tableOf(Path file) throws IOException {
    Pattern row = Pattern.compile("\\| `([a-z.-]+)` \\| (?:`(.*?)`)? ?\\|.*");
    return Files.readAllLines(file).stream()
        .dropWhile(line -> !line.startsWith("| key | default |"))
        .takeWhile(line -> line.startsWith("|"))
        .map(row::matcher)
        .filter(Matcher::matches)
        .collect(toMap(m -> "stillwater." + m.group(1), m -> m.group(2) == null ? "" : m.group(2)));
  }

  private static Source read(Vertx vertx, Path file) {
    Source told = new Source("test", Map.of("STILLWATER_CONFIG", file.toString()));
    return SettingsFile.below(List.of(told), vertx, Path.of("")).await().get(0);
  }

  private static Map<String, String> defaults() {
    SettingsReader in = new SettingsReader(List.of());
    Settings.read(in);
    return in.settings().stream().collect(toMap(s -> "stillwater." + s.key(), Setting::value));
  }
}
