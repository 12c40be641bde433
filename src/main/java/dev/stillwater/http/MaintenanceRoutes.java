package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Maintenance over REST. */
final class MaintenanceRoutes {

  private static final int RUN_ID = 4;
  private static final int MONTH = 3;
  private static final Map<String, String> MANUAL = Map.of(Addresses.TRIGGER, "MANUAL");

  private final Bus bus;

  /** The bus, for requests that wait as long as a request may wait for a run. */
  MaintenanceRoutes(Bus bus) {
    this.bus = bus;
  }

  void mount(Router router) {
    router.post("/api/v1/snapshots/maintenance").handler(this::start);
    Requests.read(router, "/api/v1/maintenance/plan").handler(this::plan);
    router.post("/api/v1/archive/:month/restore").handler(this::restore);
    router.delete("/api/v1/archive/:month/restore").handler(this::release);
    Requests.read(router, "/api/v1/maintenance/runs/:runId").handler(this::run);
  }

  private void start(RoutingContext ctx) {
    JsonObject request = Requests.parameters(ctx);
    String address =
        dryRun((String) request.remove("dryRun"))
            ? Addresses.MAINTENANCE_PLAN
            : Addresses.MAINTENANCE_START;
    bus.ask(ctx, address, request, MANUAL);
  }

  private static boolean dryRun(String given) {
    if (given == null || given.equals("false")) {
      return false;
    }
    if (given.equals("true")) {
      return true;
    }
    throw ProblemException.invalid("dryRun", "true or false");
  }

  private void plan(RoutingContext ctx) {
    bus.ask(ctx, Addresses.MAINTENANCE_PLAN, Requests.parameters(ctx));
  }

  private void restore(RoutingContext ctx) {
    bus.ask(ctx, Addresses.ARCHIVE_RESTORE, month(ctx), MANUAL);
  }

  private void release(RoutingContext ctx) {
    bus.ask(ctx, Addresses.ARCHIVE_RELEASE, month(ctx));
  }

  private static JsonObject month(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    return new JsonObject().put("month", Requests.segment(ctx, MONTH));
  }

  private void run(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    bus.ask(
        ctx,
        Addresses.MAINTENANCE_RUN,
        new JsonObject().put("runId", Requests.segment(ctx, RUN_ID)));
  }
}
