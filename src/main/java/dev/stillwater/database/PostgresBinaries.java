package dev.stillwater.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this machine, unpacked once. They lie with the data and not among the
 * temporary files, where strangers could replace them and cleaners would remove them.
 */
record PostgresBinaries(Path home) {

  private static final String SYSTEM = system(System.getProperty("os.name"));
  private static final String SUFFIX = SYSTEM.equals("Windows") ? ".exe" : "";

  /** Unpacks the programs below a directory unless they are there already. */
  static PostgresBinaries below(Path parent) throws IOException {
    byte[] archive = archive();
    Path home = parent.resolve("postgresql-" + UUID.nameUUIDFromBytes(archive));
    if (!Files.exists(home)) {
      unpack(archive, home);
    }
    return new PostgresBinaries(home);
  }

  /** The major version, such as 18. */
  String majorVersion() throws IOException {
    return run("postgres", "--version").replaceFirst("(?s)\\D*(\\d+).*", "$1");
  }

  /**
   * Runs a program to its end.
   *
   * @return what it printed
   * @throws DatabaseException with what it printed, if it does not exit with 0
   */
  String run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
    }
    command.add(home.resolve("bin").resolve(program + SUFFIX).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (exitCode(process) != 0) {
      throw new DatabaseException(program + " failed: " + output);
    }
    return output;
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a program of PostgreSQL ran");
    }
  }

  private static byte[] archive() throws IOException {
    try (InputStream archive =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(SYSTEM, System.getProperty("os.arch"))) {
      return archive.readAllBytes();
    } catch (IllegalStateException e) {
      throw new DatabaseException("this system has no embedded PostgreSQL: set DATABASE_URL", e);
    }
  }

  private static String system(String name) {
    return name.startsWith("Mac") ? "Darwin" : name.startsWith("Windows") ? "Windows" : name;
  }

  private static void unpack(byte[] archive, Path home) throws IOException {
    Path partial = Files.createTempDirectory(home.getParent(), "postgresql-");
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        unpack(tar, entry, partial.resolve(entry.getName()));
      }
      Files.move(partial, home);
    } catch (IOException e) {
      Directories.delete(partial);
      if (!Files.exists(home)) { // else another process was faster
        throw e;
      }
    }
  }

  private static void unpack(InputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      target.toFile().setExecutable((entry.getMode() & 0100) != 0);
    }
  }
}
