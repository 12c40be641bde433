package dev.stillwater.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A PostgreSQL data directory, in the hands of the one who holds its lock.
 *
 * @param passwordFile holds what a cluster that is created shall ask for
 */
record Cluster(Path directory, PostgresBinaries binaries, Optional<Path> passwordFile) {

  static final String USER = "postgres";
  static final String HOST = "127.0.0.1";

  private static final String WAIT_SECONDS = "60";
  private static final int TAIL_LINES = 10;

  /**
   * Creates the cluster if there is none.
   *
   * @throws DatabaseException if the directory holds what this PostgreSQL cannot serve
   */
  void createIfAbsent() throws IOException {
    if (Directories.isMissingOrEmpty(directory)) {
      create();
    } else {
      refuseForeign();
    }
  }

  /** Starts the server, or takes on the one that a killed owner has left running. */
  Postmaster start() throws IOException {
    Optional<Postmaster> orphan = Postmaster.of(directory);
    if (orphan.filter(Postmaster::ready).isPresent()) {
      return orphan.get();
    }
    stop(); // an orphan that is not ready is halfway up or down
    Postmaster.forgetDead(directory);
    launch();
    return Postmaster.of(directory)
        .orElseThrow(() -> new DatabaseException("PostgreSQL has ended right after its start"));
  }

  /** Stops the server if it runs: sessions are ended, what they committed is kept. */
  void stop() throws IOException {
    if (Postmaster.of(directory).isPresent()) {
      binaries.run(
          "pg_ctl", "stop", "-D", directory.toString(), "-m", "fast", "-w", "-t", WAIT_SECONDS);
    }
  }

  // The directory appears whole or not at all, also if we are killed meanwhile. The unfinished one
  // has a name of its own each time: the initdb of a killed owner may still be writing to the last.
  private void create() throws IOException {
    Path unfinished = Directories.sibling(directory, ".initdb-" + UUID.randomUUID());
    binaries.run(
        "initdb",
        "--pgdata=" + unfinished,
        "--username=" + USER,
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        passwordFile.isPresent() ? "--auth=scram-sha-256" : "--auth=trust",
        passwordFile.map(file -> "--pwfile=" + file).orElse("--no-instructions"));
    Files.move(unfinished, directory, REPLACE_EXISTING);
    Directories.sync(directory.getParent());
  }

  private void refuseForeign() throws IOException {
    Path versionFile = directory.resolve("PG_VERSION");
    if (!Files.isRegularFile(versionFile)) {
      throw new DatabaseException(
          "%s is not empty and holds no PostgreSQL data: name another directory"
              .formatted(directory));
    }
    String version = Files.readString(versionFile).strip();
    if (!version.equals(binaries.majorVersion())) {
      throw new DatabaseException(
          "%1$s holds data of PostgreSQL %2$s and this is PostgreSQL %3$s: name another directory, and load into it what pg_dumpall of version %2$s writes"
              .formatted(directory, version, binaries.majorVersion()));
    }
  }

  private void launch() throws IOException {
    Path log = Directories.sibling(directory, ".log");
    Files.deleteIfExists(log);
    try {
      binaries.run(
          "pg_ctl",
          "start",
          "-D",
          directory.toString(),
          "-l",
          log.toString(),
          "-o",
          serverOptions(),
          "-w",
          "-t",
          WAIT_SECONDS);
    } catch (DatabaseException e) {
      String reason = Files.exists(log) ? tail(log) : e.getMessage();
      throw new DatabaseException(
          "PostgreSQL does not start in %s: %s".formatted(directory, reason), e);
    }
  }

  private static String serverOptions() throws IOException {
    return String.join(
        " -c ",
        "-p " + freePort(),
        "listen_addresses=" + HOST,
        "unix_socket_directories=",
        "max_connections=100",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = new String(Files.readAllBytes(log), UTF_8).strip().lines().toList();
    return String.join("; ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }
}
