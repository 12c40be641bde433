package dev.stillwater.database;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A PostgreSQL server of our own, for a service that is told of no other. It keeps its data in a
 * directory with full durability and listens on the loopback interface only. Whoever opens the
 * directory first runs the server; other processes share it meanwhile. A process opens a directory
 * once at a time. Thread-safe; opening and closing block.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int port;
  private final Closeable ownership;

  private EmbeddedDatabase(int port, Closeable ownership) {
    this.port = port;
    this.ownership = ownership;
  }

  /**
   * Starts the server on a directory, which is created if it is missing, or finds the one that is
   * running on it.
   *
   * @throws DatabaseException if there is no server within a minute or so
   */
  public static EmbeddedDatabase open(Path dataDirectory) {
    return open(dataDirectory, Optional.empty());
  }

  /**
   * The same on a directory that is new, with a server that asks for a password.
   *
   * @param passwordFile has the password in its first line
   */
  public static EmbeddedDatabase create(Path dataDirectory, Path passwordFile) {
    return open(dataDirectory, Optional.of(passwordFile));
  }

  private static EmbeddedDatabase open(Path dataDirectory, Optional<Path> passwordFile) {
    try {
      return ownOrShare(Directories.resolve(dataDirectory), passwordFile);
    } catch (IOException e) {
      throw new DatabaseException(
          "the embedded PostgreSQL in %s cannot be used: %s".formatted(dataDirectory, e), e);
    }
  }

  public String host() {
    return Cluster.HOST;
  }

  public int port() {
    return port;
  }

  /** A superuser. */
  public String user() {
    return Cluster.USER;
  }

  public String database() {
    return Cluster.USER;
  }

  /** Stops the server if this opening runs it; more calls have no effect. */
  @Override
  public synchronized void close() {
    try {
      ownership.close();
    } catch (IOException e) {
      throw new DatabaseException("the embedded PostgreSQL cannot be stopped: " + e, e);
    }
  }

  private static EmbeddedDatabase ownOrShare(Path directory, Optional<Path> passwordFile)
      throws IOException {
    Path lockFile = Directories.sibling(directory, ".lock");
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(lockFile);
      if (lock.isPresent()) {
        return own(directory, passwordFile, lock.get());
      }
      Optional<Postmaster> server = Postmaster.of(directory).filter(Postmaster::ready);
      if (server.isPresent()) {
        return new EmbeddedDatabase(server.get().port(), () -> {});
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new DatabaseException(
        "another process holds %s and its server does not become ready".formatted(lockFile));
  }

  private static EmbeddedDatabase own(
      Path directory, Optional<Path> passwordFile, DirectoryLock lock) throws IOException {
    try {
      Cluster cluster =
          new Cluster(directory, PostgresBinaries.below(directory.getParent()), passwordFile);
      cluster.createIfAbsent();
      int port = cluster.start().port();
      return new EmbeddedDatabase(port, () -> release(cluster, lock));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void release(Cluster cluster, DirectoryLock lock) throws IOException {
    try (lock) {
      if (lock.isHeld()) {
        cluster.stop();
      }
    }
  }
}
