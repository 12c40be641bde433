package dev.stillwater.http;

import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Measures the requests of one event loop, by the template of their path, never by the path itself:
 * however odd the requests, the series are as many as the contract has. Not thread-safe.
 */
final class RequestMeter implements Handler<RoutingContext> {

  private static final String ROUTE = "route";
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
  public void handle(RoutingContext ctx) {
    meters.began();
    ctx.addEndHandler(new End(ctx, System.nanoTime()));
    ctx.next();
  }

  /** Notes which route a request is for: where that fails, its context forgets. */
  static void matched(RoutingContext ctx, String template) {
    ctx.put(ROUTE, template);
    ctx.next();
  }

  /** Counts what was answered before any route could be looked for. */
  void refused(HttpServerRequest request) {
    timer(request.method(), UNMATCHED, request.response().getStatusCode())
        .record(0, TimeUnit.NANOSECONDS);
  }

  // an answer may end and its connection fail as well
  private final class End implements Handler<AsyncResult<Void>> {

    private final RoutingContext ctx;
    private final long began;
    private boolean told;

    End(RoutingContext ctx, long began) {
      this.ctx = ctx;
      this.began = began;
    }

    @Override
    public void handle(AsyncResult<Void> end) {
      if (!told) {
        told = true;
        meters.ended();
        int status = end.succeeded() ? ctx.response().getStatusCode() : ABORTED;
        timer(ctx.request().method(), ctx.get(ROUTE, UNMATCHED), status)
            .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
      }
    }
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
