package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.Main;
import dev.stillwater.testing.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rehearsals from their start to their end. */
class RehearseCommandIT {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  @TempDir private Path directory;
  private Path temporary;

  @BeforeEach
  void createTemporary() throws IOException {
    temporary = Files.createDirectory(directory.resolve("temporary"));
  }

  // nor does it follow what is told: the database may be one that others use
  @Test
  void needsNothingAndLeavesNothing() throws IOException {
    String classPath = System.getProperty("java.class.path");
    try (Child rehearsal = rehearse(JAVA, "-classpath", classPath, Main.class.getName())) {
      assertThat(rehearsal.exitCode()).as(rehearsal::toString).isZero();
      assertThat(rehearsal.out())
          .contains("1 events of 1 months archived", "1 events restored", "are being stopped");
    }
    assertNothingIsLeft();
  }

  @Test
  void failsWhereTheServiceDoesNotServe() throws IOException {
    try (Child rehearsal = rehearse(JAVA, "-version")) {
      assertThat(rehearsal.exitCode()).isEqualTo(1);
      assertThat(rehearsal.err()).contains("has ended before it listened").doesNotContain("\tat ");
    }
    assertNothingIsLeft();
  }

  private Child rehearse(String... command) {
    Map<String, String> settings =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary,
            "DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none",
            "STILLWATER_HTTP_PORT", "1");
    String[] arguments = new String[command.length + 2];
    arguments[0] = "rehearse";
    arguments[1] = "--";
    System.arraycopy(command, 0, arguments, 2, command.length);
    return Child.start(directory, settings, arguments);
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(directory.resolve("data")).doesNotExist();
    assertThat(directory.resolve("logs")).doesNotExist();
    try (var left = Files.list(temporary)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("stillwater"));
    }
  }
}
