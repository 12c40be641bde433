package dev.stillwater.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Programs of this machine that are measured beside. */
final class Programs {

  private static final Path DEBIANS = Path.of("/usr/lib/postgresql");

  private Programs() {}

  static boolean installed(String name) throws InterruptedException {
    try {
      return new ProcessBuilder(name, "--version").start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  /**
   * psql itself: what Debian calls so is a script before it that takes longer than many a query.
   */
  static String psql() throws IOException {
    if (!Files.isDirectory(DEBIANS)) {
      return "psql";
    }
    try (Stream<Path> versions = Files.list(DEBIANS)) {
      return versions
          .map(version -> version.resolve("bin/psql"))
          .filter(Files::isExecutable)
          .max(Comparator.naturalOrder())
          .map(Path::toString)
          .orElse("psql");
    }
  }
}
