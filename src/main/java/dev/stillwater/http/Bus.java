package dev.stillwater.http;

import dev.stillwater.bus.Call;
import dev.stillwater.bus.Deadlines;
import dev.stillwater.bus.Lane;
import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** Sends requests on the event bus and writes what comes back. */
abstract class Bus {

  // the deadline is the answerer's to keep there; what comes even later than this is lost
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** The bus within this process, for requests that are answered within a deadline. */
  static Bus shared(EventBus bus, Duration deadline) {
    return new Shared(bus, deadline.plus(SLACK));
  }

  /** A lane, for requests that are answered within a deadline by the event loop that asks. */
  static Bus ofLane(Vertx vertx, Lane lane, Duration deadline) {
    return new OfLane(vertx.eventBus(), lane, new Deadlines(vertx, deadline));
  }

  /** The reply itself, for whoever writes it in another form. */
  abstract Future<Reply> request(String address, Object request, Map<String, String> headers);

  void ask(RoutingContext ctx, String address, Object request) {
    ask(ctx, address, request, Map.of());
  }

  void ask(RoutingContext ctx, String address, Object request, Map<String, String> headers) {
    request(address, request, headers)
        // a listener's exceptions would be heard by nobody
        .map(answer -> Answers.write(ctx, answer))
        .onFailure(ctx::fail);
  }

  private static final class Shared extends Bus {

    private final EventBus bus;
    private final Duration timeout;

    Shared(EventBus bus, Duration timeout) {
      this.bus = bus;
      this.timeout = timeout;
    }

    @Override
    Future<Reply> request(String address, Object request, Map<String, String> headers) {
      // every instance has all consumers
      DeliveryOptions options =
          new DeliveryOptions().setLocalOnly(true).setSendTimeout(timeout.toMillis());
      headers.forEach(options::addHeader);
      return bus.request(address, request, options).map(Reply::of);
    }
  }

  private static final class OfLane extends Bus {

    private final EventBus bus;
    private final Lane lane;
    private final Deadlines deadlines;

    OfLane(EventBus bus, Lane lane, Deadlines deadlines) {
      this.bus = bus;
      this.lane = lane;
      this.deadlines = deadlines;
    }

    @Override
    Future<Reply> request(String address, Object request, Map<String, String> headers) {
      Promise<Reply> reply = Promise.promise();
      lane.ask(bus, address, new Call(request, headers::get), reply);
      return deadlines.watch(reply);
    }
  }
}
