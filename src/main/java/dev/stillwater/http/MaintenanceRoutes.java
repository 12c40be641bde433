package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Maintenance over REST. */
final class MaintenanceRoutes {

  private static final int RUN_ID = 4;
  private static final Map<String, String> MANUAL = Map.of(Addresses.TRIGGER, "MANUAL");

  private final Bus bus;

  /** The bus, for requests that wait as long as a request may wait for a run. */
  MaintenanceRoutes(Bus bus) {
    this.bus = bus;
  }

  void mount(Router router) {
    router.post("/api/v1/snapshots/maintenance").handler(this::start);
    Requests.read(router, "/api/v1/maintenance/runs/:runId").handler(this::run);
  }

  private void start(RoutingContext ctx) {
    bus.ask(ctx, Addresses.MAINTENANCE_START, Requests.parameters(ctx), MANUAL);
  }

  private void run(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    bus.ask(
        ctx,
        Addresses.MAINTENANCE_RUN,
        new JsonObject().put("runId", Requests.segment(ctx, RUN_ID)));
  }
}
