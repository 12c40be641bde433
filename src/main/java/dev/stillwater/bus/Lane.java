package dev.stillwater.bus;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;

/**
 * Addresses of one event loop's own. Who asks there is answered on the thread that asks; request
 * and {@link Reply} are passed on as the objects that they are, and are not to be changed any more.
 */
public record Lane(int number) {

  private static final LocalCodec CODEC = new LocalCodec();

  /** Makes lanes known to a bus; once. */
  public static void install(EventBus bus) {
    bus.registerCodec(CODEC);
  }

  /** The public address, as this event loop alone answers to it. */
  public String address(String address) {
    return address + "/" + number;
  }

  /** How messages are sent on a lane. */
  public static DeliveryOptions options() {
    return new DeliveryOptions().setLocalOnly(true).setCodecName(CODEC.name());
  }
}
