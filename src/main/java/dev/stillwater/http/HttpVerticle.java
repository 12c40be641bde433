package dev.stillwater.http;

import dev.stillwater.bus.Endpoints;
import dev.stillwater.bus.Lane;
import dev.stillwater.config.HttpSettings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP server of one event loop: turns requests into messages on the bus, and replies into
 * answers. Most it answers itself, so that a request stays on its thread.
 */
public final class HttpVerticle extends VerticleBase {

  private static final int MAX_REQUEST_LINE = 16 * 1024;
  // more than a run takes to be broken off: its requester is told so
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  // one free port for all instances
  private static final int ANY_SHARED_PORT = -1;

  private final HttpModule module;
  private final HttpSettings settings;
  private final Lane lane;
  private RunEventRoutes runEvents;
  private HttpServer server;
  private Router router;

  HttpVerticle(HttpModule module, Lane lane) {
    this.module = module;
    this.settings = module.settings();
    this.lane = lane;
  }

  @Override
  public Future<?> start() {
    module.answers().accept(new Endpoints(vertx.eventBus(), lane));
    runEvents = new RunEventRoutes(vertx, module.subscribers(), keepAlive());
    router = router();
    server =
        vertx
            .createHttpServer(options())
            .requestHandler(router)
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
        .setPort(settings.port() == 0 ? ANY_SHARED_PORT : settings.port())
        .setIdleTimeout((int) idle().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        // to cut a slow body off must end no other request, and one limit holds for all lines
        .setHttp2ClearTextEnabled(false)
        // there are no web sockets to compress
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
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
    Router made = Router.router(vertx);
    ProblemHandler.install(made);
    Bus own = Bus.ofLane(vertx, lane, settings.requestTimeout());
    Bus shared = Bus.shared(vertx.eventBus(), settings.maintenanceWait());
    Routes routes =
        new Routes(made)
            .before(new BodyDeadline(settings.bodyTimeout()))
            .before(Requests::guardUri);
    new SnapshotRoutes(own).mount(routes);
    new StreamRoutes(own, settings.maxBody(), module.clock()).mount(routes);
    new MaintenanceRoutes(shared).mount(routes);
    runEvents.mount(routes);
    new HealthRoutes(module.readiness()).mount(routes);
    new MetricsRoutes(module.metrics()).mount(routes);
    if (settings.docs()) {
      new DocsRoutes().mount(routes);
    }
    return made;
  }

  /** What it answers to, beside what every request passes first. */
  List<Route> routes() {
    return router.getRoutes();
  }

  /** The port that is listened on. */
  int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> stop() {
    runEvents.close();
    return server.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
