package dev.stillwater.http;

import io.vertx.core.buffer.Buffer;

/** A body that is read once all of it is there. */
record WholeBody(Buffer buffer) implements BodyReader {

  WholeBody() {
    this(Buffer.buffer());
  }

  @Override
  public void feed(Buffer chunk) {
    buffer.appendBuffer(chunk);
  }

  @Override
  public long events() {
    return 0;
  }

  @Override
  public long unfinished() {
    return buffer.length();
  }
}
