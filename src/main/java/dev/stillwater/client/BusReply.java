package dev.stillwater.client;

import dev.stillwater.bus.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.io.IOException;

/** An answer as it comes from an address; what cannot be read is a {@link StillwaterException}. */
record BusReply(String address, int status, Buffer body) {

  static BusReply of(String address, Message<Object> message) {
    String status = message.headers().get(Reply.STATUS);
    if (status != null && status.matches("[0-9]{3}") && message.body() instanceof Buffer body) {
      return new BusReply(address, Integer.parseInt(status), body);
    }
    throw Failures.unreadable(address, new IOException("it is not one of Stillwater"));
  }

  <T> T read(Answer.Reader<T> reader) {
    try {
      return reader.read(new Answer(JsonValue.parse(body.toString())));
    } catch (IOException unreadable) {
      throw Failures.unreadable(address, unreadable);
    }
  }
}
