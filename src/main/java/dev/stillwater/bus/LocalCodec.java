package dev.stillwater.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes an object on within this process as it is; it never crosses the wire. */
record LocalCodec() implements MessageCodec<Object, Object> {

  @Override
  public String name() {
    return "stillwater.local";
  }

  @Override
  public void encodeToWire(Buffer buffer, Object body) {
    throw new IllegalStateException(name() + " is for this process only");
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    throw new IllegalStateException(name() + " is for this process only");
  }

  @Override
  public Object transform(Object body) {
    return body;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
