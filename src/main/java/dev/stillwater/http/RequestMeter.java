package dev.stillwater.http;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures the requests of one event loop, by the template of their path, never by the path itself:
 * however odd the requests, the series are as many as the contract has. Not thread-safe.
 */
final class RequestMeter implements Consumer<RoutingContext> {

  private static final String UNMATCHED = "unmatched";
  private static final String OTHER = "OTHER";
  private static final int ABORTED = 0;
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT");

  private final HttpMeters meters;
  // to look a meter up by its tags costs more than to record
  private final Map<Key, Timer> timers = new HashMap<>();

  RequestMeter(HttpMeters meters) {
    this.meters = meters;
  }

  private record Key(HttpMethod method, String route, int status) {}

  @Override
  public void accept(RoutingContext ctx) {
    meters.began();
    Exchange exchange = Exchange.of(ctx);
    exchange.whenEnded(end -> ended(ctx, exchange, end));
  }

  private void ended(RoutingContext ctx, Exchange exchange, AsyncResult<Void> end) {
    meters.ended();
    int status = end.succeeded() ? ctx.response().getStatusCode() : ABORTED;
    String route = exchange.route == null ? UNMATCHED : exchange.route;
    timer(ctx.request().method(), route, status)
        .record(System.nanoTime() - exchange.began, TimeUnit.NANOSECONDS);
  }

  /** Notes which route a request is for: where that fails, its context forgets. */
  static void matched(RoutingContext ctx, String template) {
    Exchange.of(ctx).route = template;
    ctx.next();
  }

  /** Counts what was answered before any route could be looked for. */
  void refused(HttpServerRequest request) {
    timer(request.method(), UNMATCHED, request.response().getStatusCode())
        .record(0, TimeUnit.NANOSECONDS);
  }

  private Timer timer(HttpMethod method, String route, int status) {
    Key key = new Key(METHODS.contains(method.name()) ? method : null, route, status);
    Timer known = timers.get(key);
    return known != null ? known : timers.computeIfAbsent(key, this::timer);
  }

  private Timer timer(Key key) {
    return meters.timer(
        key.method() == null ? OTHER : key.method().name(),
        key.route(),
        key.status() == ABORTED ? "aborted" : Integer.toString(key.status()));
  }
}
