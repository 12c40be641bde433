package dev.stillwater.http;

import io.vertx.core.buffer.Buffer;

/** Reads a body as it comes, and tells what it holds of it. */
interface BodyReader {

  void feed(Buffer chunk);

  /** How many events it has read. */
  long events();

  /** About how many bytes of the value that it is reading have come. */
  long unfinished();
}
