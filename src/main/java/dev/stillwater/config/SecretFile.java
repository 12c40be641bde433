package dev.stillwater.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that holds one secret, as container platforms mount them. */
final class SecretFile {

  /** What a file must be, to be read after "must be". */
  static final String EXPECTED = "in a readable file of one line, at most 8 KiB of UTF-8";

  private static final int MAX_BYTES = 8 * 1024;

  private SecretFile() {}

  /**
   * Reads the secret: what the file holds, without the end of its line. Blocking.
   *
   * @throws IllegalArgumentException if it is not {@link #EXPECTED}
   */
  static String read(String path) {
    try (InputStream file = Files.newInputStream(Path.of(path))) {
      byte[] bytes = file.readNBytes(MAX_BYTES + 1);
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
      return oneLine(bytes.length, text);
    } catch (IOException | InvalidPathException cannotBeRead) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  private static String oneLine(int size, String text) {
    if (size > MAX_BYTES || text.isEmpty() || text.lines().count() > 1) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return text;
  }
}
