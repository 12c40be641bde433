package dev.stillwater.http;

import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** Sends requests on the event bus and writes what comes back. */
final class Bus {

  // the deadline is the answerer's to keep; what comes even later than this is lost
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final EventBus bus;
  private final Duration timeout;

  /** The bus, for requests that are answered within a deadline. */
  Bus(EventBus bus, Duration deadline) {
    this.bus = bus;
    this.timeout = deadline.plus(SLACK);
  }

  void ask(RoutingContext ctx, String address, Object request) {
    ask(ctx, address, request, Map.of());
  }

  void ask(RoutingContext ctx, String address, Object request, Map<String, String> headers) {
    request(address, request, headers)
        .onSuccess(reply -> write(ctx.response(), reply))
        .onFailure(ctx::fail);
  }

  /** The reply itself, for whoever writes it in another form. */
  Future<Message<Buffer>> request(String address, Object request, Map<String, String> headers) {
    // every instance has all consumers, and what HTTP passes to them are objects, not only bytes
    DeliveryOptions options =
        new DeliveryOptions().setSendTimeout(timeout.toMillis()).setLocalOnly(true);
    headers.forEach(options::addHeader);
    return bus.request(address, request, options);
  }

  private static void write(HttpServerResponse response, Message<Buffer> reply) {
    response.setStatusCode(Integer.parseInt(reply.headers().get(Reply.STATUS)));
    if (reply.body().length() > 0) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    reply
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equals(Reply.STATUS)) {
                response.putHeader(name, value);
              }
            });
    response.end(reply.body());
  }
}
