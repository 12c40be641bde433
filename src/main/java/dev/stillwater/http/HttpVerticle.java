package dev.stillwater.http;

import dev.stillwater.config.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The HTTP server: turns requests into messages on the bus, and replies into answers. */
public final class HttpVerticle extends VerticleBase {

  private static final int MAX_REQUEST_LINE = 16 * 1024;
  // more than a run takes to be broken off: its requester is told so
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final HttpSettings settings;
  private final InstantSource clock;
  private final Supplier<Future<Void>> readiness;
  private final Supplier<String> metrics;
  private RunEventRoutes runEvents;
  private HttpServer server;

  /**
   * Wires the server.
   *
   * @param readiness fails with the reason for which no work can be done
   * @param metrics in the text format of Prometheus
   */
  public HttpVerticle(
      HttpSettings settings,
      InstantSource clock,
      Supplier<Future<Void>> readiness,
      Supplier<String> metrics) {
    this.settings = settings;
    this.clock = clock;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  @Override
  public Future<?> start() {
    runEvents = new RunEventRoutes(vertx, settings.maxSubscribers(), keepAlive());
    server =
        vertx
            .createHttpServer(options())
            .requestHandler(router())
            .invalidRequestHandler(ProblemHandler::invalid);
    return server.listen().recover(this::cannotListen);
  }

  private Future<HttpServer> cannotListen(Throwable cause) {
    return Future.failedFuture(
        new IllegalStateException(
            "cannot listen on %s:%d: %s".formatted(settings.host(), settings.port(), cause),
            cause));
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setIdleTimeout((int) idle().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        // to cut a slow body off must end no other request, and one limit holds for all lines
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true);
  }

  // a request that waits for a run is idle all that time
  private Duration idle() {
    return settings.idleTimeout().compareTo(settings.maintenanceWait()) > 0
        ? settings.idleTimeout()
        : settings.maintenanceWait().plus(SLACK);
  }

  // often enough that no subscriber counts as idle
  private Duration keepAlive() {
    Duration half = idle().dividedBy(2);
    return half.compareTo(KEEP_ALIVE) < 0 ? half : KEEP_ALIVE;
  }

  private Router router() {
    Router router = Router.router(vertx);
    ProblemHandler.install(router);
    Bus bus = new Bus(vertx.eventBus(), settings.requestTimeout());
    router.route().handler(new BodyDeadline(settings.bodyTimeout()));
    router.route().handler(Requests::guardUri);
    new HealthRoutes(readiness).mount(router);
    new MetricsRoutes(metrics).mount(router);
    new StreamRoutes(bus, settings.maxBody(), clock).mount(router);
    new ExportRoutes(bus).mount(router);
    new SnapshotRoutes(bus).mount(router);
    new MaintenanceRoutes(new Bus(vertx.eventBus(), settings.maintenanceWait())).mount(router);
    runEvents.mount(router);
    return router;
  }

  /** The port that is listened on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> stop() {
    runEvents.close();
    return server.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
