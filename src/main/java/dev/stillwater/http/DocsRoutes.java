package dev.stillwater.http;

import dev.stillwater.bus.Reply;
import io.vertx.ext.web.Route;
import java.util.concurrent.Callable;

/** The contract as it is, and a page to read and to try it. Of Swagger UI no other file is told. */
final class DocsRoutes {

  private final Webjar swaggerUi = new Webjar("org.webjars", "swagger-ui");

  void mount(Routes routes) {
    serve(routes.docs("/openapi.yaml"), () -> new Asset("openapi.yaml").read());
    serve(routes.docs("/docs"), () -> new Asset("docs/index.html").read());
    serve(routes.docs("/docs/start.js"), () -> new Asset("docs/start.js").read());
    serve(routes.docs("/docs/swagger-ui-bundle.js"), ofSwaggerUi("swagger-ui-bundle.js"));
    serve(routes.docs("/docs/swagger-ui.css"), ofSwaggerUi("swagger-ui.css"));
  }

  private Callable<Reply> ofSwaggerUi(String name) {
    return () -> swaggerUi.file(name).read();
  }

  // read anew each time: who reads the contract is rare, and megabytes would be kept for them
  private static void serve(Route route, Callable<Reply> file) {
    route.handler(
        ctx -> {
          Requests.refuseParameters(ctx);
          Confinement.of(ctx.response());
          Answers.send(ctx, ctx.vertx().executeBlocking(file, false));
        });
  }
}
