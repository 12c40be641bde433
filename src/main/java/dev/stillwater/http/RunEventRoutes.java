package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** The events of runs as server-sent events; all on the event loop of one verticle. */
final class RunEventRoutes {

  private static final int KEPT = 1000;
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String RETRY_SECONDS = "30";

  private final Vertx vertx;
  private final Duration keepAlive;
  private final RunEventFeed feed = new RunEventFeed(KEPT);
  private final Subscribers subscribers;

  /**
   * The events, for a number of subscribers at a time.
   *
   * @param free how many more there may be
   * @param keepAlive how often they are sent a sign of life
   */
  RunEventRoutes(Vertx vertx, Semaphore free, Duration keepAlive) {
    this.vertx = vertx;
    this.keepAlive = keepAlive;
    this.subscribers = new Subscribers(feed, free);
  }

  void mount(Routes routes) {
    routes.follow("/api/v1/maintenance/events").handler(this::subscribe);
    vertx
        .eventBus()
        .consumer(Addresses.MAINTENANCE_EVENTS, message -> subscribers.publish(message.body()));
    vertx.setPeriodic(Math.max(1, keepAlive.toMillis()), tick -> subscribers.keepAlive());
  }

  private void subscribe(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    RunEventId last = last(ctx.request().getHeader(LAST_EVENT_ID));
    HttpServerResponse response = ctx.response();
    if (!subscribers.admit()) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      throw ProblemException.of(
          ProblemKind.UNAVAILABLE, "as many follow the runs as may; try again later");
    }
    begin(response);
    Subscriber subscriber =
        new Subscriber(feed, response, () -> Connections.abort(ctx.request().connection()), last);
    subscribers.add(subscriber);
    Exchange.of(ctx).whenEnded(ended -> subscribers.remove(subscriber));
  }

  private RunEventId last(String given) {
    if (given == null) {
      return feed.newest();
    }
    RunEventId last =
        RunEventId.parse(given)
            .orElseThrow(
                () -> ProblemException.invalid(LAST_EVENT_ID, "the id of an event, as 42-17"));
    // from another database, or before this one was set back
    return last.compareTo(feed.newest()) > 0 ? feed.newest() : last;
  }

  private static void begin(HttpServerResponse response) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store, no-transform")
        // neither here nor in a proxy before us may an event wait for others
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
        .putHeader("x-accel-buffering", "no");
  }

  /** Ends all subscribers, for good. */
  void close() {
    subscribers.close();
  }
}
