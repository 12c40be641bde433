package dev.stillwater.database;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ownership of a data directory among all living processes. It ends with {@link #close()} or
 * with the process, however that dies. A process takes it once: where it closes a second channel to
 * the file, POSIX takes the first one's lock away too.
 */
record DirectoryLock(FileChannel channel) implements AutoCloseable {

  /** Takes the lock if it is free; never waits. The file stays behind when the lock ends. */
  static Optional<DirectoryLock> tryAcquire(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, WRITE);
    if (channel.tryLock() != null) {
      return Optional.of(new DirectoryLock(channel));
    }
    channel.close();
    return Optional.empty();
  }

  boolean isHeld() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
