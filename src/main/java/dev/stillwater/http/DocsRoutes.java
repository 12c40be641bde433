package dev.stillwater.http;

import dev.stillwater.bus.Reply;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import java.util.concurrent.Callable;

/** The contract as it is, and a page to read and to try it. Of Swagger UI no other file is told. */
final class DocsRoutes {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  // Swagger UI has pictures within its style sheet
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  void mount(Routes routes) {
    serve(routes.docs("/openapi.yaml"), () -> new Asset("openapi.yaml", "application/yaml").read());
    serve(routes.docs("/docs"), () -> new Asset("docs/index.html", HTML).read());
    serve(routes.docs("/docs/start.js"), () -> new Asset("docs/start.js", SCRIPT).read());
    serve(
        routes.docs("/docs/swagger-ui-bundle.js"),
        () -> Asset.ofSwaggerUi("swagger-ui-bundle.js", SCRIPT).read());
    serve(
        routes.docs("/docs/swagger-ui.css"),
        () -> Asset.ofSwaggerUi("swagger-ui.css", STYLE).read());
  }

  // read anew each time: who reads the contract is rare, and megabytes would be kept for them
  private static void serve(Route route, Callable<Reply> file) {
    route.handler(
        ctx -> {
          Requests.refuseParameters(ctx);
          confine(ctx.response());
          Answers.send(ctx, ctx.vertx().executeBlocking(file, false));
        });
  }

  private static void confine(HttpServerResponse response) {
    response
        .putHeader("content-security-policy", POLICY)
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("x-content-type-options", "nosniff");
  }
}
