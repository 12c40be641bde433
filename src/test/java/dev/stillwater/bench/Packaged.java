package dev.stillwater.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packaged service on a JDK 25, started as its image starts it. */
record Packaged(Path java, Path jar, Path directory) {

  /** What it takes where it is not there. */
  static final String MISSING = "left out: it takes ./mvnw package, and a JDK 25 as bench.java25";

  static Optional<Packaged> find() throws IOException {
    Path java = Path.of(System.getProperty("bench.java25", ""), "bin", "java");
    Path jar = Path.of(System.getProperty("bench.jar"));
    return Files.isExecutable(java) && Files.exists(jar)
        ? Optional.of(new Packaged(java, jar, Files.createTempDirectory("bench")))
        : Optional.empty();
  }

  /** Makes a cache for quick starts; the flag that uses it. */
  String rehearse() throws IOException, InterruptedException {
    Path cache = directory.resolve("stillwater.aot");
    cache.toFile().deleteOnExit();
    Path log = directory.resolve("rehearsal.log");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", jar.toString()));
    command.addAll(List.of("rehearse", "--"));
    command.addAll(command("-XX:AOTCacheOutput=" + cache));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0 || !Files.exists(cache)) {
      throw new IllegalStateException(Files.readString(log));
    }
    return "-XX:AOTCache=" + cache;
  }

  /** Starts it on the snapshots. */
  Subject start(Snapshots snapshots, String... flags) throws IOException {
    int port = Subjects.freePort();
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL", snapshots.database().url(),
            "STILLWATER_HTTP_PORT", Integer.toString(port),
            "STILLWATER_SCHEDULE_ENABLED", "false");
    return new Subject(
        "Stillwater", ServerProcess.start(directory, environment, command(flags)), port);
  }

  private List<String> command(String... flags) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(Subjects.FLAGS);
    command.addAll(List.of(flags));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }
}
