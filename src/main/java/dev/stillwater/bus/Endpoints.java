package dev.stillwater.bus;

import dev.stillwater.problem.Incidents;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Puts functions on addresses of the bus, and of a lane. This is the one place where a failure
 * becomes a reply: the failure code is the HTTP status, the message the problem details. Failures
 * of ours are logged here, once, with an id that the caller gets too.
 */
public final class Endpoints {

  private final DeliveryOptions local = Lane.options();
  private final EventBus bus;
  private final Optional<Lane> lane;

  /** On the public addresses alone. */
  public Endpoints(EventBus bus) {
    this(bus, Optional.empty());
  }

  /** On the public addresses and a lane's. */
  public Endpoints(EventBus bus, Lane lane) {
    this(bus, Optional.of(lane));
  }

  private Endpoints(EventBus bus, Optional<Lane> lane) {
    this.bus = bus;
    this.lane = lane;
  }

  /** Answers the messages of an address; the consumers go with the verticle that asked for them. */
  public Endpoints on(String address, Function<Message<Object>, Future<Reply>> endpoint) {
    bus.consumer(address, message -> answer(message, endpoint, Endpoints::reply));
    lane.ifPresent(
        own ->
            bus.localConsumer(
                own.address(address), message -> answer(message, endpoint, this::replyHere)));
    return this;
  }

  /** Answers the messages of an address that are JSON requests. */
  public Endpoints onRequest(String address, Function<Request, Future<Reply>> endpoint) {
    return on(address, message -> endpoint.apply(Request.of(message.body())));
  }

  private static void answer(
      Message<Object> message,
      Function<Message<Object>, Future<Reply>> endpoint,
      BiConsumer<Message<Object>, Reply> replier) {
    Future.succeededFuture(message)
        .compose(endpoint)
        .onComplete(reply -> replier.accept(message, reply), failure -> fail(message, failure));
  }

  private static void reply(Message<Object> message, Reply reply) {
    DeliveryOptions options =
        new DeliveryOptions().addHeader(Reply.STATUS, Integer.toString(reply.status()));
    reply.headers().forEach(options::addHeader);
    message.reply(reply.body(), options);
  }

  private void replyHere(Message<Object> message, Reply reply) {
    message.reply(reply, local);
  }

  private static void fail(Message<Object> message, Throwable failure) {
    ProblemException problem =
        failure instanceof ProblemException p ? p : Incidents.report(failure);
    message.fail(problem.kind().status(), ProblemJson.of(problem, message.address()).encode());
  }
}
