package dev.stillwater.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes an immutable object on within this process as it is; it never crosses the wire. */
public record LocalCodec<T>(String name) implements MessageCodec<T, T> {

  @Override
  public void encodeToWire(Buffer buffer, T body) {
    throw new IllegalStateException(name + " is for this process only");
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    throw new IllegalStateException(name + " is for this process only");
  }

  @Override
  public T transform(T body) {
    return body;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
