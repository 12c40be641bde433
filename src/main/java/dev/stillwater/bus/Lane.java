package dev.stillwater.bus;

import io.vertx.core.Promise;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.function.BiConsumer;

/**
 * Addresses of one event loop's own. Who asks there is answered on the thread that asks. Call and
 * {@link Reply} are passed on as the objects that they are, and are not to be changed any more.
 */
public final class Lane {

  private static final LocalCodec CODEC = new LocalCodec();

  private final DeliveryOptions options =
      new DeliveryOptions().setLocalOnly(true).setCodecName(CODEC.name());
  private final int number;

  /** A lane that no other event loop has. */
  public Lane(int number) {
    this.number = number;
  }

  /** Makes lanes known to a bus; once. */
  public static void install(EventBus bus) {
    bus.registerCodec(CODEC);
  }

  // a message's own way to be answered takes an address and a timer for each: more than all else
  private record Ask(Call call, Promise<Reply> reply) {}

  /**
   * Asks at an address, on this lane.
   *
   * @param reply is completed with the answer; fails with a problem; never, where nobody is there
   */
  public void ask(EventBus bus, String address, Call call, Promise<Reply> reply) {
    bus.send(own(address), new Ask(call, reply), options);
  }

  /** Hears what is asked at an address, on this lane. */
  void hear(EventBus bus, String address, BiConsumer<Call, Promise<Reply>> listener) {
    bus.localConsumer(
        own(address),
        (Message<Ask> message) -> listener.accept(message.body().call(), message.body().reply()));
  }

  private String own(String address) {
    return address + "/" + number;
  }
}
