package dev.stillwater.http;

import dev.stillwater.bus.Reply;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/** The page that shows what the service does, and all that it asks for; it holds no data. */
final class DashboardRoutes {

  private final DashboardFiles files;

  DashboardRoutes(DashboardFiles files) {
    this.files = files;
  }

  void mount(Routes routes) {
    routes.open("/").handler(this::serve);
    routes.open("/dashboard/:file").handler(this::serve);
    routes.open("/dashboard/lib/:library").handler(this::serve);
    routes.open("/dashboard/lib/directives/:directive").handler(this::serve);
  }

  private void serve(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    String path = "/" + String.join("/", Exchange.of(ctx).segments);
    if (!files.paths().contains(path)) {
      throw ProblemException.of(ProblemKind.NOT_FOUND, "nothing is found under this path");
    }
    Confinement.of(ctx.response());
    Answers.send(ctx, file(ctx.vertx(), path));
  }

  private Future<Reply> file(Vertx vertx, String path) {
    return files
        .held(path)
        .map(Future::succeededFuture)
        .orElseGet(() -> vertx.executeBlocking(() -> files.read(path), false));
  }
}
