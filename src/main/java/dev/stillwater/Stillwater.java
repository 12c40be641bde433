package dev.stillwater;

import dev.stillwater.access.Access;
import dev.stillwater.access.ApiKeys;
import dev.stillwater.archive.MonthKeeper;
import dev.stillwater.archive.SizeGauges;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.bus.Lane;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.config.Settings;
import dev.stillwater.database.ConnectOptions;
import dev.stillwater.database.Database;
import dev.stillwater.database.DatabaseServer;
import dev.stillwater.database.Installation;
import dev.stillwater.database.Migrations;
import dev.stillwater.health.Readiness;
import dev.stillwater.health.Readiness.Check;
import dev.stillwater.health.ReadyGauge;
import dev.stillwater.http.HttpModule;
import dev.stillwater.maintenance.MaintenanceModule;
import dev.stillwater.maintenance.MaintenanceVerticle;
import dev.stillwater.sample.SampleData;
import dev.stillwater.schedule.ScheduleGauges;
import dev.stillwater.snapshot.SnapshotCache;
import dev.stillwater.snapshot.SnapshotEndpoints;
import dev.stillwater.stream.StreamEndpoints;
import dev.stillwater.verify.Verifier;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Composes the program: a database that is migrated and settled, maintenance upon it, and the
 * verticles where it serves. What was opened is closed in reverse.
 */
public final class Stillwater {

  private static final Logger log = LoggerFactory.getLogger(Stillwater.class);

  private static final String SERVING = "serving";

  // more than a PostgreSQL keeps busy, each with connections of its own
  private static final int MAX_EVENT_LOOPS = 8;

  private final Vertx vertx;
  private final Settings settings;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final DatabaseServer server;
  private final Database database;
  private final Installation installation;
  private final MonthKeeper months;
  private final MaintenanceModule maintenance;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<String> deployed = new ArrayList<>();
  private Optional<ProcessMeters> process = Optional.empty();
  private HttpModule http;
  private volatile boolean stopping;
  private volatile Future<Void> serving = Future.succeededFuture();

  private Stillwater(
      Vertx vertx,
      Settings settings,
      InstantSource clock,
      DatabaseServer server,
      String schemaVersion) {
    this.calendar = new MonthCalendar(settings.zone());
    this.vertx = vertx;
    this.settings = settings;
    this.clock = clock;
    this.server = server;
    this.database =
        new Database(
            vertx,
            new ConnectOptions(server.url(), server.ownerUrl(), settings.database()),
            settings.database());
    this.installation = new Installation(database, schemaVersion);
    this.months = new MonthKeeper(database, clock, calendar, settings.archive().monthsAhead());
    this.maintenance = MaintenanceModule.of(vertx, database, clock, settings, meters);
  }

  /** Opens the database; fails with the reason, having closed what it opened, where it cannot. */
  public static Future<Stillwater> open(Vertx vertx, Settings settings, InstantSource clock) {
    return vertx
        .executeBlocking(() -> DatabaseServer.open(settings.database()))
        .compose(server -> migrate(vertx, settings, clock, server))
        .compose(Stillwater::settled);
  }

  private static Future<Stillwater> migrate(
      Vertx vertx, Settings settings, InstantSource clock, DatabaseServer server) {
    log.info("database {}", server.url());
    return vertx
        .executeBlocking(
            () -> Migrations.migrate(server.ownerUrl(), settings.database().connectTimeout()))
        .map(version -> new Stillwater(vertx, settings, clock, server, version))
        .recover(failure -> close(vertx, server).transform(v -> Future.failedFuture(failure)));
  }

  private Future<Stillwater> settled() {
    return database
        .longUpkeep(this::settle)
        .compose(v -> admit())
        .compose(v -> months.keep())
        .map(this)
        .recover(failure -> close().transform(v -> Future.failedFuture(failure)));
  }

  private Future<Void> admit() {
    return server.url().equals(server.ownerUrl())
        ? Future.succeededFuture()
        : installation.admitRequests();
  }

  private Future<Void> settle(SqlConnection transaction) {
    return installation
        .settle(transaction, settings.zone(), clock.instant())
        .compose(justNow -> justNow ? setUp(transaction) : Future.succeededFuture());
  }

  // whole or not at all: the next start would not do it again
  private Future<Void> setUp(SqlConnection transaction) {
    if (server.embedded().isEmpty()) {
      return months.keep(transaction, settings.retention().months());
    }
    return months
        .keep(transaction, SampleData.MONTHS)
        .compose(v -> new SampleData(calendar, clock).write(transaction));
  }

  private static Future<Void> close(Vertx vertx, DatabaseServer server) {
    return vertx.executeBlocking(
        () -> {
          server.close();
          return null;
        });
  }

  /** Deploys the verticles: from here on requests are answered, and runs start by the clock. */
  public Future<Void> serve() {
    if (settings.isOpenToAll()) {
      log.warn("whoever reaches {} may do everything: auth.mode is none", settings.http().host());
    }
    Lane.install(vertx.eventBus());
    process = Optional.of(new ProcessMeters(meters));
    ScheduleGauges.register(meters, maintenance.schedule()::lastState);
    database.measure(meters);
    http =
        new HttpModule(
            settings.http(),
            settings.management(),
            clock,
            this::readiness,
            meters,
            endpoints(),
            new Access(settings.auth(), vertx, database, clock));
    // of no context: what is bound to one is not told of the end of its Vert.x
    Promise<Void> deployment = Promise.promise();
    serving = deployment.future();
    deploy().onComplete(deployment);
    return serving;
  }

  private Future<Readiness> readiness() {
    Check serves =
        stopping ? Check.down(SERVING, "the service is being stopped") : Check.up(SERVING);
    return installation.readiness().map(found -> found.and(serves));
  }

  private Consumer<Endpoints> endpoints() {
    Duration retention =
        ChronoUnit.MONTHS.getDuration().multipliedBy(settings.retention().months());
    StreamEndpoints streams = new StreamEndpoints(database, clock, retention);
    SnapshotCache cache = new SnapshotCache(settings.cache().maxSize());
    cache.measure(meters);
    SnapshotEndpoints snapshots = new SnapshotEndpoints(vertx, database, clock, calendar, cache);
    return endpoints -> {
      streams.mount(endpoints);
      snapshots.mount(endpoints);
    };
  }

  private Future<Void> deploy() {
    int eventLoops = Math.min(Runtime.getRuntime().availableProcessors(), MAX_EVENT_LOOPS);
    DeploymentOptions onEachCore = new DeploymentOptions().setInstances(eventLoops);
    return vertx
        .deployVerticle(maintenanceVerticle())
        .map(deployed::add)
        .compose(v -> vertx.deployVerticle(new SizeGauges(meters, database)))
        .map(deployed::add)
        .compose(v -> vertx.deployVerticle(new ReadyGauge(meters, this::readiness)))
        .map(deployed::add)
        .compose(v -> vertx.deployVerticle(http, onEachCore))
        .map(deployed::add)
        .mapEmpty();
  }

  private MaintenanceVerticle maintenanceVerticle() {
    return new MaintenanceVerticle(
        maintenance, database.notices(), months, settings.http().maintenanceWait());
  }

  /** The port that is served on. */
  public int port() {
    return http.port();
  }

  /** Maintenance, also without serving. */
  public MaintenanceModule maintenance() {
    return maintenance;
  }

  /** Looking over what the database holds, without serving. */
  public Verifier verifier() {
    return new Verifier(database, clock, calendar);
  }

  /** The keys of callers, without serving. */
  public ApiKeys keys() {
    return new ApiKeys(database, clock);
  }

  /** Where it is served, as this machine would call it. */
  public URI url() {
    return settings.http().localUri(port(), "/");
  }

  /** Where health and metrics are, where they have a port of their own. */
  public Optional<URI> managementUrl() {
    return http.managementPort().map(port -> settings.management().localUri(port, "/"));
  }

  /**
   * Stops serving, lets what is in flight end, and closes the database; takes seconds at the most.
   */
  public Future<Void> close() {
    stopping = true;
    Future<Void> runs = maintenance.maintenance().stop();
    return serving
        .eventually(this::undeploy)
        .eventually(() -> runs)
        .eventually(database::close)
        .eventually(() -> close(vertx, server))
        .onComplete(closed -> process.ifPresent(ProcessMeters::close));
  }

  private Future<Void> undeploy() {
    Future<Void> done = Future.succeededFuture();
    for (int i = deployed.size() - 1; i >= 0; i--) {
      String id = deployed.get(i);
      done = done.eventually(() -> vertx.undeploy(id));
    }
    return done;
  }
}
