package dev.stillwater.http;

import dev.stillwater.bus.Endpoints;
import dev.stillwater.bus.Lane;
import dev.stillwater.config.HttpSettings;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The HTTP server of one event loop: turns requests into messages on the bus, and replies into
 * answers. Most it answers itself, so that a request stays on its thread.
 */
public final class HttpVerticle extends VerticleBase {

  private static final int MAX_REQUEST_LINE = 16 * 1024;
  private static final int MAX_SIGN_IN = 8 * 1024;
  // more than a run takes to be broken off: its requester is told so
  private static final Duration DRAIN = Duration.ofSeconds(5);
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  // one free port for all instances
  private static final int ANY_SHARED_PORT = -1;
  private static final int ANY_OTHER_SHARED_PORT = -2;

  private final HttpModule module;
  private final HttpSettings settings;
  private final Lane lane;
  private final RequestMeter requests;
  private RunEventRoutes runEvents;
  private Router router;
  private Router managementRouter;
  private OpenConnections connections;
  private Guard guard;
  private HttpServer server;
  private Optional<HttpServer> managementServer = Optional.empty();

  HttpVerticle(HttpModule module, Lane lane) {
    this.module = module;
    this.settings = module.settings();
    this.lane = lane;
    this.requests = new RequestMeter(module.meters());
  }

  @Override
  public Future<?> start() {
    module.answers().accept(new Endpoints(vertx.eventBus(), lane));
    runEvents = new RunEventRoutes(vertx, module.subscribers(), keepAlive());
    connections = new OpenConnections(vertx, module.limits().connections(), settings.idleTimeout());
    guard = new Guard(module.access());
    router = newRouter();
    managementRouter = module.management().port().isPresent() ? newRouter() : router;
    mount();
    server = server(options(), router).connectionHandler(connections::add);
    managementServer =
        managementOptions()
            .map(options -> server(options, managementRouter))
            .map(own -> own.connectionHandler(connections::showRequests));
    return listen(server, settings.host(), settings.port()).compose(v -> listenForManagement());
  }

  private HttpServer server(HttpServerOptions options, Router answers) {
    return vertx
        .createHttpServer(options)
        .requestHandler(request -> route(answers, request))
        .invalidRequestHandler(this::invalid);
  }

  private void route(Router answers, HttpServerRequest request) {
    connections.asked(request);
    try {
      Protocol.check(request);
      answers.handle(request);
    } catch (ProblemException refusal) {
      ProblemHandler.refuse(request, refusal);
      requests.refused(request);
    }
  }

  private void invalid(HttpServerRequest request) {
    ProblemHandler.invalid(request);
    requests.refused(request);
  }

  private Future<HttpServer> listenForManagement() {
    return managementServer
        .map(own -> listen(own, module.management().host(), module.management().port().get()))
        .orElseGet(() -> Future.succeededFuture(server));
  }

  private static Future<HttpServer> listen(HttpServer server, String host, int port) {
    return server
        .listen()
        .recover(
            cause ->
                Future.failedFuture(
                    new IllegalStateException(
                        "cannot listen on %s:%d: %s".formatted(host, port, cause), cause)));
  }

  private Optional<HttpServerOptions> managementOptions() {
    return module
        .management()
        .port()
        .map(
            port ->
                options()
                    .setHost(module.management().host())
                    .setPort(port == 0 ? ANY_OTHER_SHARED_PORT : port));
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port() == 0 ? ANY_SHARED_PORT : settings.port())
        .setIdleTimeout((int) idle().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(MAX_REQUEST_LINE)
        .setMaxHeaderSize(settings.limits().maxHeader())
        // to cut a slow body off must end no other request, and one limit holds for all lines
        .setHttp2ClearTextEnabled(false)
        // there are no web sockets to compress
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false);
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

  private Router newRouter() {
    Router made = Router.router(vertx);
    ProblemHandler.install(made);
    return made;
  }

  private void mount() {
    Bus own = Bus.ofLane(vertx, lane, settings.requestTimeout());
    Bus shared = Bus.shared(vertx.eventBus(), settings.maintenanceWait());
    Routes all = routes(router);
    Routes management = managementRouter == router ? all : routes(managementRouter);
    Limits limits = module.limits();
    Routes paced = limits.rate().map(all::behind).orElse(all);
    Routes bounded = paced.behind(limits.requests());
    new SnapshotRoutes(own, limits.exports()).mount(bounded);
    new StreamRoutes(
            own, new Bodies(settings.maxBody(), limits.bodies(), limits.requests()), module.clock())
        .mount(bounded, paced.behind(limits.requests()::look));
    new SessionRoutes(
            guard,
            module.access().settings().mode(),
            new Bodies(MAX_SIGN_IN, limits.bodies(), limits.requests()))
        .mount(bounded, paced.behind(limits.requests()::look));
    // these go on under overload
    new MaintenanceRoutes(shared).mount(paced);
    runEvents.mount(paced);
    new HealthRoutes(module.readiness()).mount(management);
    new MetricsRoutes(module::scrape).mount(management);
    if (settings.dashboard()) {
      new DashboardRoutes(module.dashboard()).mount(all.behind(limits.requests()));
    }
    if (settings.docs()) {
      new DocsRoutes().mount(management.behind(limits.requests()));
    }
  }

  private Routes routes(Router router) {
    return new Routes(router, guard)
        .before(
            requests, Origins::name, new BodyDeadline(settings.bodyTimeout()), Requests::guardUri);
  }

  /** All that is answered to, once it has started. */
  List<Route> routes() {
    return Stream.of(router, managementRouter)
        .distinct()
        .flatMap(each -> each.getRoutes().stream())
        .toList();
  }

  /** The port that is listened on. */
  int port() {
    return server.actualPort();
  }

  /** The port of health and metrics, where they have their own. */
  Optional<Integer> managementPort() {
    return managementServer.map(HttpServer::actualPort);
  }

  @Override
  public Future<?> stop() {
    runEvents.close();
    return Future.join(
        Stream.concat(Stream.of(server), managementServer.stream())
            .map(HttpVerticle::shutDown)
            .toList());
  }

  private static Future<Void> shutDown(HttpServer each) {
    return each.shutdown(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
  }
}
