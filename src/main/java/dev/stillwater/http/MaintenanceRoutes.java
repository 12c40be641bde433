package dev.stillwater.http;

import static dev.stillwater.bus.Addresses.ARCHIVE_RELEASE;
import static dev.stillwater.bus.Addresses.ARCHIVE_RESTORE;
import static dev.stillwater.bus.Addresses.MAINTENANCE_CANCEL;
import static dev.stillwater.bus.Addresses.MAINTENANCE_PAUSE;
import static dev.stillwater.bus.Addresses.MAINTENANCE_PLAN;
import static dev.stillwater.bus.Addresses.MAINTENANCE_RESUME;
import static dev.stillwater.bus.Addresses.MAINTENANCE_RUN;
import static dev.stillwater.bus.Addresses.MAINTENANCE_RUNS;
import static dev.stillwater.bus.Addresses.MAINTENANCE_START;
import static dev.stillwater.bus.Addresses.MAINTENANCE_STATUS;

import dev.stillwater.bus.Addresses;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** Maintenance over REST. */
final class MaintenanceRoutes {

  private static final int RUN_ID = 4;
  private static final int MONTH = 3;
  private final Bus bus;

  /** The bus, for requests that wait as long as a request may wait for a run. */
  MaintenanceRoutes(Bus bus) {
    this.bus = bus;
  }

  void mount(Routes routes) {
    routes.operate(HttpMethod.POST, "/api/v1/snapshots/maintenance").handler(this::start);
    routes.read("/api/v1/maintenance").handler(ctx -> ask(ctx, MAINTENANCE_STATUS));
    routes.read("/api/v1/maintenance/plan").handler(ctx -> ask(ctx, MAINTENANCE_PLAN));
    routes.read("/api/v1/maintenance/runs").handler(ctx -> ask(ctx, MAINTENANCE_RUNS));
    routes
        .read("/api/v1/maintenance/runs/:runId")
        .handler(ctx -> ask(ctx, MAINTENANCE_RUN, runId(ctx)));
    routes
        .operate(HttpMethod.DELETE, "/api/v1/maintenance/runs/:runId")
        .handler(ctx -> ask(ctx, MAINTENANCE_CANCEL, runId(ctx)));
    routes
        .operate(HttpMethod.POST, "/api/v1/maintenance/pause")
        .handler(ctx -> ask(ctx, MAINTENANCE_PAUSE));
    routes
        .operate(HttpMethod.POST, "/api/v1/maintenance/resume")
        .handler(ctx -> ask(ctx, MAINTENANCE_RESUME));
    routes.operate(HttpMethod.POST, "/api/v1/archive/:month/restore").handler(this::restore);
    routes
        .operate(HttpMethod.DELETE, "/api/v1/archive/:month/restore")
        .handler(ctx -> ask(ctx, ARCHIVE_RELEASE, month(ctx)));
  }

  private void ask(RoutingContext ctx, String address) {
    ask(ctx, address, Requests.parameters(ctx));
  }

  private void ask(RoutingContext ctx, String address, JsonObject request) {
    bus.ask(ctx, address, request);
  }

  private void start(RoutingContext ctx) {
    JsonObject request = Requests.parameters(ctx);
    boolean dryRun = dryRun((String) request.remove("dryRun"));
    bus.ask(ctx, dryRun ? MAINTENANCE_PLAN : MAINTENANCE_START, request, byHand(ctx));
  }

  private static Map<String, String> byHand(RoutingContext ctx) {
    Map<String, String> headers = new HashMap<>(Map.of(Addresses.TRIGGER, "MANUAL"));
    Prefer.waitSeconds(ctx.request().headers().getAll("prefer"))
        .ifPresent(seconds -> headers.put(Addresses.WAIT, Long.toString(seconds)));
    return headers;
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

  private void restore(RoutingContext ctx) {
    bus.ask(ctx, ARCHIVE_RESTORE, month(ctx), byHand(ctx));
  }

  private static JsonObject month(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    return new JsonObject().put("month", Requests.segment(ctx, MONTH));
  }

  private static JsonObject runId(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    return new JsonObject().put("runId", Requests.segment(ctx, RUN_ID));
  }
}
