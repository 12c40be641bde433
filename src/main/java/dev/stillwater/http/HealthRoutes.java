package dev.stillwater.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** Whether this process lives, and whether it can do its work. */
final class HealthRoutes {

  private final Supplier<Future<Void>> readiness;

  /** Health, with a check that fails with the reason for which no work can be done. */
  HealthRoutes(Supplier<Future<Void>> readiness) {
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
        .onSuccess(v -> answer(ctx, 200, new JsonObject().put("status", "UP")))
        .onFailure(
            reason ->
                answer(
                    ctx,
                    503,
                    new JsonObject().put("status", "DOWN").put("reason", reason.getMessage())));
  }

  private static void answer(RoutingContext ctx, int status, JsonObject body) {
    ctx.response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }
}
