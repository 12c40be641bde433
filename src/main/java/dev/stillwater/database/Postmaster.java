package dev.stillwater.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A living PostgreSQL server as its {@code postmaster.pid} tells it.
 *
 * @param port the TCP port it listens on, 0 while that is not written yet
 * @param ready whether it accepts connections
 */
record Postmaster(int port, boolean ready) {

  private static final int PORT = 3;
  private static final int STATUS = 7;

  /** The server that runs on a data directory, if one does. */
  static Optional<Postmaster> of(Path directory) throws IOException {
    List<String> lines = pidFile(directory);
    return process(lines).filter(process -> serves(process, directory)).map(process -> of(lines));
  }

  /**
   * Removes a {@code postmaster.pid} whose process is no PostgreSQL: after a crash its number may
   * have gone to a stranger, and PostgreSQL would refuse to start because of it.
   */
  static void forgetDead(Path directory) throws IOException {
    if (process(pidFile(directory)).filter(Postmaster::isPostgres).isEmpty()) {
      Files.deleteIfExists(directory.resolve("postmaster.pid"));
    }
  }

  private static Postmaster of(List<String> lines) {
    boolean listens = lines.size() > PORT && !lines.get(PORT).isBlank();
    boolean ready = lines.size() > STATUS && lines.get(STATUS).startsWith("ready");
    return new Postmaster(listens ? Integer.parseInt(lines.get(PORT).strip()) : 0, ready);
  }

  private static List<String> pidFile(Path directory) throws IOException {
    try {
      return Files.readAllLines(directory.resolve("postmaster.pid"));
    } catch (NoSuchFileException absent) {
      return List.of();
    }
  }

  private static Optional<ProcessHandle> process(List<String> lines) {
    return lines.stream()
        .findFirst()
        .filter(pid -> pid.strip().matches("\\d{1,18}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())));
  }

  private static boolean serves(ProcessHandle process, Path directory) {
    // where the system tells no arguments, the name of the program has to do
    return isPostgres(process)
        && process
            .info()
            .arguments()
            .map(arguments -> Arrays.asList(arguments).contains(directory.toString()))
            .orElse(true);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.isAlive()
        && process
            .info()
            .command()
            .filter(c -> c.matches(".*[/\\\\]postgres(\\.exe| \\(deleted\\))?"))
            .isPresent();
  }
}
