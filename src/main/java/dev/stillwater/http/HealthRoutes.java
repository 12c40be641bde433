package dev.stillwater.http;

import dev.stillwater.health.Readiness;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Whether this process lives, and whether it can do its work. */
final class HealthRoutes {

  private final Supplier<Future<Readiness>> readiness;

  HealthRoutes(Supplier<Future<Readiness>> readiness) {
    this.readiness = readiness;
  }

  void mount(Routes routes) {
    routes.open("/health/live").handler(this::live);
    routes.open("/health/ready").handler(this::ready);
  }

  private void live(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    answer(ctx, 200, new JsonObject().put("status", "UP"));
  }

  private void ready(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    readiness
        .get()
        .onSuccess(found -> answer(ctx, found.isReady() ? 200 : 503, found.toJson()))
        .onFailure(ctx::fail);
  }

  private static void answer(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }
}
