package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Packs answers, and unpacks bodies that were sent compressed: the server's own way does not look
 * at the checksum and takes a body that is cut short for a whole one.
 */
final class Gzip {

  /** What is smaller fits into one packet as it is, in bytes. */
  static final int MIN_SIZE = 1400;

  /** What is larger takes more than a millisecond, in bytes. */
  static final int MAX_SIZE_ON_EVENT_LOOP = 64 * 1024;

  private static final int CHUNK = 64 * 1024;

  private Gzip() {}

  /** Packs bytes, fast rather than as far as possible. */
  static Buffer pack(Buffer body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() / 4);
    try (OutputStream gzip = new FastGzip(bytes)) {
      gzip.write(body.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** What a packed body says of itself that it unpacks to, in bytes; which may be untrue. */
  static long declaredSize(Buffer packed) {
    int trailer = packed.length() - Integer.BYTES;
    return trailer < 0 ? 0 : packed.getUnsignedIntLE(trailer);
  }

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
