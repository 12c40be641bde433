package dev.stillwater.http;

import dev.stillwater.trace.Origin;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * A request while it is being answered: what is known of it, and what is to be done once it has
 * been, or its caller is gone. For its event loop.
 */
final class Exchange implements Handler<AsyncResult<Void>> {

  private static final String KEY = "exchange";

  // what a connection takes without being waited for, about
  private static final int LARGE = 64 * 1024;

  /** When it began, by {@link System#nanoTime}. */
  final long began = System.nanoTime();

  /** Where it comes from, once it has been named. */
  Origin origin;

  /** The segments of its path, once that has been looked at. */
  List<String> segments = List.of();

  /** The template of the route that it is for, once one has been found. */
  String route;

  private final List<Handler<AsyncResult<Void>>> atEnd = new ArrayList<>(2);
  private Future<Void> taken = Future.succeededFuture();
  private AsyncResult<Void> end;

  private Exchange() {}

  /** The exchange of a request, which begins at the first call. */
  static Exchange of(RoutingContext ctx) {
    Exchange known = ctx.get(KEY);
    return known != null ? known : begin(ctx);
  }

  private static Exchange begin(RoutingContext ctx) {
    Exchange exchange = new Exchange();
    ctx.put(KEY, exchange);
    ctx.addEndHandler(exchange);
    return exchange;
  }

  /** Does something once it has ended: at once where it has, of which nobody is told again. */
  void whenEnded(Handler<AsyncResult<Void>> action) {
    if (end == null) {
      atEnd.add(action);
    } else {
      action.handle(end);
    }
  }

  /** Ends an answer; a large one has not ended before its caller has taken it. */
  void end(HttpServerResponse response, Buffer body) {
    if (body.length() < LARGE) {
      response.end(body);
      return;
    }
    Promise<Void> sent = Promise.promise();
    taken = sent.future();
    response.end(body).onComplete(sent);
  }

  // an answer may end and its connection fail as well
  @Override
  public void handle(AsyncResult<Void> told) {
    if (told.failed()) {
      ended(told);
    } else {
      taken.onComplete(this::ended);
    }
  }

  private void ended(AsyncResult<Void> told) {
    if (end == null) {
      end = told;
      atEnd.forEach(action -> action.handle(told));
    }
  }
}
