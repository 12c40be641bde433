package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks bodies that were sent compressed. The server's own way does not look at the checksum and
 * takes a body that is cut short for a whole one.
 */
final class Gzip {

  private static final int CHUNK = 64 * 1024;

  private Gzip() {}

  /**
   * Feeds a consumer with what a whole body unpacks to. Blocking: to be called off the event loop.
   *
   * @param maxSize of what comes out, in bytes
   */
  static Void feed(Buffer packed, long maxSize, Consumer<Buffer> consumer) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.getBytes()), CHUNK)) {
      byte[] chunk = new byte[CHUNK];
      long size = 0;
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        size += length;
        if (size > maxSize) {
          throw RequestBody.tooLarge(maxSize);
        }
        consumer.accept(Buffer.buffer(Arrays.copyOf(chunk, length)));
      }
      return null;
    } catch (EOFException | ZipException e) {
      throw ProblemException.invalid("body", "complete and sound gzip, as its headers tell");
    }
  }
}
