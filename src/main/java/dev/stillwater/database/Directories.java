package dev.stillwater.database;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the standard library lacks for directories. */
public final class Directories {

  private Directories() {}

  /** The real path of a directory that may not exist yet; its parent is created. */
  static Path resolve(Path directory) throws IOException {
    if (Files.exists(directory)) {
      return directory.toRealPath();
    }
    Path absolute = directory.toAbsolutePath().normalize();
    Path parent = Files.createDirectories(absolute.getParent()).toRealPath();
    return parent.resolve(absolute.getFileName());
  }

  static Path sibling(Path directory, String suffix) {
    return directory.resolveSibling(directory.getFileName() + suffix);
  }

  static boolean isMissingOrEmpty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Deletes a directory with all that is in it, if it exists. */
  public static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> tree = Files.walk(directory)) {
        List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
        for (Path path : leavesFirst) {
          Files.delete(path);
        }
      }
    }
  }

  /**
   * Makes creations and renames within a directory survive a power failure, where that needs it.
   */
  static void sync(Path directory) throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }
}
