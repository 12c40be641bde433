package dev.stillwater.http;

import dev.stillwater.bus.Call;
import dev.stillwater.bus.Deadlines;
import dev.stillwater.bus.Lane;
import dev.stillwater.bus.Reply;
import dev.stillwater.trace.Origin;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
  abstract Future<Reply> request(
      Origin origin, String address, Object request, Map<String, String> headers);

  void ask(RoutingContext ctx, String address, Object request) {
    ask(ctx, address, request, Map.of());
  }

  void ask(RoutingContext ctx, String address, Object request, Map<String, String> headers) {
    Answers.send(ctx, request(Origins.of(ctx), address, request, headers));
  }

  private static final class Shared extends Bus {

    private static final List<String> HEADERS =
        List.of(Origin.REQUEST_ID, Origin.TRACE_PARENT, Origin.TRACE_STATE);

    private final EventBus bus;
    private final Duration timeout;

    Shared(EventBus bus, Duration timeout) {
      this.bus = bus;
      this.timeout = timeout;
    }

    @Override
    Future<Reply> request(
        Origin origin, String address, Object request, Map<String, String> headers) {
      // every instance has all consumers
      DeliveryOptions options =
          new DeliveryOptions().setLocalOnly(true).setSendTimeout(timeout.toMillis());
      HEADERS.forEach(name -> add(options, name, origin.header(name)));
      headers.forEach(options::addHeader);
      return bus.request(address, request, options).map(Reply::of);
    }

    private static void add(DeliveryOptions options, String name, String value) {
      if (value != null) {
        options.addHeader(name, value);
      }
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
    Future<Reply> request(
        Origin origin, String address, Object request, Map<String, String> headers) {
      Promise<Reply> reply = Promise.promise();
      lane.ask(bus, address, new Call(request, header(origin, headers)), reply);
      return deadlines.watch(reply);
    }

    private static UnaryOperator<String> header(Origin origin, Map<String, String> headers) {
      return name -> headers.containsKey(name) ? headers.get(name) : origin.header(name);
    }
  }
}
