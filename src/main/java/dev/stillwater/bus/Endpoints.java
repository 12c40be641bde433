package dev.stillwater.bus;

import dev.stillwater.problem.Incidents;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemJson;
import dev.stillwater.trace.Origin;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts functions on addresses of the bus, and of a lane. This is the one place where a failure
 * becomes a reply: the failure code is the HTTP status, the message the problem details. Failures
 * of ours are logged here, once, with an id that the caller gets too.
 */
public final class Endpoints {

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

  /** Answers at an address; the consumers go with the verticle that asked for them. */
  public Endpoints on(String address, Function<Call, Future<Reply>> endpoint) {
    bus.consumer(address, message -> answer(message, endpoint));
    lane.ifPresent(
        own ->
            own.hear(
                bus,
                address,
                (call, reply) -> answer(call, endpoint, reply::tryComplete, reply::tryFail)));
    return this;
  }

  /** Answers JSON requests at an address. */
  public Endpoints onRequest(String address, Function<Request, Future<Reply>> endpoint) {
    return on(address, call -> endpoint.apply(Request.of(call.body())));
  }

  private static void answer(Message<Object> message, Function<Call, Future<Reply>> endpoint) {
    answer(
        new Call(message.body(), message.headers()::get),
        endpoint,
        reply -> reply(message, reply),
        problem -> fail(message, problem));
  }

  private static void answer(
      Call call,
      Function<Call, Future<Reply>> endpoint,
      Consumer<Reply> answered,
      Consumer<ProblemException> failed) {
    Future.succeededFuture(call)
        .compose(endpoint)
        .onComplete(answered::accept, failure -> failed.accept(problem(call, failure)));
  }

  private static ProblemException problem(Call call, Throwable failure) {
    return failure instanceof ProblemException p
        ? p
        : Incidents.report(failure, Origin.of(call::header));
  }

  private static void reply(Message<Object> message, Reply reply) {
    DeliveryOptions options =
        new DeliveryOptions().addHeader(Reply.STATUS, Integer.toString(reply.status()));
    reply.headers().forEach(options::addHeader);
    message.reply(reply.body(), options);
  }

  private static void fail(Message<Object> message, ProblemException problem) {
    message.fail(problem.kind().status(), ProblemJson.of(problem, message.address()).encode());
  }
}
