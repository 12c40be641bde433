package dev.stillwater.http;

import dev.stillwater.bus.Lane;
import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Sends requests on the event bus and writes what comes back. */
final class Bus {

  // the deadline is the answerer's to keep; what comes even later than this is lost
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final EventBus bus;
  private final UnaryOperator<String> addresses;
  private final DeliveryOptions options;

  private Bus(EventBus bus, UnaryOperator<String> addresses, DeliveryOptions options) {
    this.bus = bus;
    this.addresses = addresses;
    this.options = options;
  }

  /** The bus within this process, for requests that are answered within a deadline. */
  static Bus shared(EventBus bus, Duration deadline) {
    // every instance has all consumers
    DeliveryOptions options = new DeliveryOptions().setLocalOnly(true);
    return new Bus(bus, UnaryOperator.identity(), withTimeout(options, deadline));
  }

  /** A lane, for requests that are answered within a deadline by the event loop that asks. */
  static Bus ofLane(EventBus bus, Lane lane, Duration deadline) {
    return new Bus(bus, lane::address, withTimeout(Lane.options(), deadline));
  }

  private static DeliveryOptions withTimeout(DeliveryOptions options, Duration deadline) {
    return options.setSendTimeout(deadline.plus(SLACK).toMillis());
  }

  void ask(RoutingContext ctx, String address, Object request) {
    answer(ctx, request(address, request, options));
  }

  void ask(RoutingContext ctx, String address, Object request, Map<String, String> headers) {
    answer(ctx, request(address, request, headers));
  }

  /** The reply itself, for whoever writes it in another form. */
  Future<Reply> request(String address, Object request, Map<String, String> headers) {
    DeliveryOptions more = new DeliveryOptions(options);
    headers.forEach(more::addHeader);
    return request(address, request, more);
  }

  private Future<Reply> request(String address, Object request, DeliveryOptions options) {
    return bus.request(addresses.apply(address), request, options).map(Reply::of);
  }

  private static void answer(RoutingContext ctx, Future<Reply> reply) {
    reply.onComplete(answer -> Answers.write(ctx, answer), ctx::fail);
  }
}
