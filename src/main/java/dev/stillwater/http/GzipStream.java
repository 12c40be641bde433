package dev.stillwater.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Packs one stream piece by piece. Blocking: to be called off the event loop. */
final class GzipStream extends GZIPOutputStream {

  private static final int CHUNK = 64 * 1024;

  private final ByteArrayOutputStream packed;

  static GzipStream open() {
    try {
      return new GzipStream(new ByteArrayOutputStream(CHUNK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GzipStream(ByteArrayOutputStream packed) throws IOException {
    super(packed, CHUNK, true);
    this.packed = packed;
    def.setLevel(Deflater.BEST_SPEED);
  }

  /** Packs a piece so that all of it can be unpacked at once. */
  Buffer pack(Buffer piece) throws IOException {
    write(piece.getBytes());
    flush();
    return take();
  }

  /** The end of the stream. */
  Buffer end() throws IOException {
    finish();
    return take();
  }

  private Buffer take() {
    Buffer taken = Buffer.buffer(packed.toByteArray());
    packed.reset();
    return taken;
  }

  /** Gives back memory that is not the heap's; from any thread, and what is still packed fails. */
  void release() {
    def.end();
  }
}
