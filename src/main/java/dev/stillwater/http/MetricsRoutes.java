package dev.stillwater.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** What Prometheus reads. */
final class MetricsRoutes {

  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private final Supplier<String> scrape;

  /** Metrics, in the text format of Prometheus. */
  MetricsRoutes(Supplier<String> scrape) {
    this.scrape = scrape;
  }

  void mount(Routes routes) {
    routes.metrics("/metrics").handler(this::metrics);
  }

  private void metrics(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    ctx.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT_FORMAT)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(scrape.get());
  }
}
