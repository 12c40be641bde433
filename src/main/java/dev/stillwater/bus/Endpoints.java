package dev.stillwater.bus;

import dev.stillwater.problem.Incidents;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.function.Function;

/**
 * Puts functions on addresses of the bus. This is the one place where a failure becomes a reply:
 * the failure code is the HTTP status, the message the problem details. Failures of ours are logged
 * here, once, with an id that the caller gets too.
 */
public final class Endpoints {

  private final EventBus bus;

  public Endpoints(EventBus bus) {
    this.bus = bus;
  }

  /** Answers the messages of an address; the consumer goes with the verticle that asked for it. */
  public Endpoints on(String address, Function<Message<Object>, Future<Reply>> endpoint) {
    bus.consumer(address, message -> answer(message, endpoint));
    return this;
  }

  /** Answers the messages of an address that are JSON requests. */
  public Endpoints onRequest(String address, Function<Request, Future<Reply>> endpoint) {
    return on(address, message -> endpoint.apply(Request.of(message.body())));
  }

  private static void answer(
      Message<Object> message, Function<Message<Object>, Future<Reply>> endpoint) {
    Future.succeededFuture(message)
        .compose(endpoint)
        .onSuccess(reply -> message.reply(reply.body(), options(reply)))
        .onFailure(failure -> fail(message, failure));
  }

  private static DeliveryOptions options(Reply reply) {
    DeliveryOptions options =
        new DeliveryOptions().addHeader(Reply.STATUS, Integer.toString(reply.status()));
    reply.headers().forEach(options::addHeader);
    return options;
  }

  private static void fail(Message<Object> message, Throwable failure) {
    ProblemException problem =
        failure instanceof ProblemException p ? p : Incidents.report(failure);
    message.fail(problem.kind().status(), ProblemJson.of(problem, message.address()).encode());
  }
}
