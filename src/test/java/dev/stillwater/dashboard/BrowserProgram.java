package dev.stillwater.dashboard;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the browser is, if there is one. */
final class BrowserProgram {

  static final String NAME = "STILLWATER_BROWSER";
  private static final String REQUIRED = "STILLWATER_BROWSER_REQUIRED";

  private BrowserProgram() {}

  /** The one that {@code STILLWATER_BROWSER} names, else the first known one on the path. */
  static Optional<Path> find() {
    String named = System.getenv().getOrDefault(NAME, "");
    return named.isBlank() ? onThePath() : Optional.of(Path.of(named));
  }

  /** Whether tests are to fail rather than to be left out where there is none. */
  static boolean isRequired() {
    return Boolean.parseBoolean(System.getenv(REQUIRED));
  }

  private static Optional<Path> onThePath() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
