package dev.stillwater.client;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks on the event bus; makes records of what comes back, and one exception of what does not. */
final class BusClient {

  private static final Logger log = LoggerFactory.getLogger(BusClient.class);

  // the deadline is the answerer's to keep; what comes even later than this is lost
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final EventBus bus;
  private final Duration deadline;

  /**
   * A client.
   *
   * @param deadline within which the other side answers or fails
   */
  BusClient(Vertx vertx, Duration deadline) {
    this.bus = vertx.eventBus();
    this.deadline = deadline;
  }

  Duration deadline() {
    return deadline;
  }

  <T> Future<T> ask(String address, Object request, Answer.Reader<T> reader) {
    return ask(address, request, Map.of(), reader);
  }

  <T> Future<T> ask(
      String address, Object request, Map<String, String> headers, Answer.Reader<T> reader) {
    return send(address, request, headers, deadline).map(reply -> reply.read(reader));
  }

  /** Asks, and gives the reply as it is; whoever has time to wait may wait longer. */
  Future<BusReply> send(
      String address, Object request, Map<String, String> headers, Duration patience) {
    Duration longest = patience.compareTo(deadline) > 0 ? patience : deadline;
    Duration timeout = longest.plus(SLACK);
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(timeout.toMillis());
    headers.forEach(options::addHeader);
    // a bus that is closed throws
    return Future.succeededFuture()
        .compose(v -> bus.request(address, request, options))
        .recover(failure -> Future.failedFuture(Failures.of(address, timeout, failure)))
        .map(reply -> BusReply.of(address, reply));
  }

  /** Passes on what is published; what cannot be read (a newer service may tell more) is logged. */
  <T> Subscription listen(String address, Answer.Reader<T> reader, Handler<T> handler) {
    MessageConsumer<JsonObject> consumer = bus.consumer(address);
    consumer.handler(
        message -> published(address, message.body(), reader).ifPresent(handler::handle));
    return consumer::unregister;
  }

  private static <T> Optional<T> published(
      String address, JsonObject body, Answer.Reader<T> reader) {
    try {
      return Optional.of(reader.read(new Answer(JsonValue.parse(body.encode()))));
    } catch (IOException unreadable) {
      log.info("what {} tells cannot be read: {}", address, unreadable.getMessage());
      return Optional.empty();
    }
  }
}
