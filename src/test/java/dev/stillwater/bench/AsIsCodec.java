package dev.stillwater.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes on what is sent, uncopied, within a process. */
record AsIsCodec() implements MessageCodec<Object, Object> {

  static final String NAME = "as-is";

  @Override
  public void encodeToWire(Buffer buffer, Object body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Object transform(Object body) {
    return body;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
