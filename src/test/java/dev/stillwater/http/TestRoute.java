package dev.stillwater.http;

import dev.stillwater.access.Access;
import dev.stillwater.config.Settings;
import dev.stillwater.config.Source;
import dev.stillwater.testing.TestService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One method of a route that is served, and what it asks of its caller. */
record TestRoute(String method, String template, RouteRule rule) {

  /** All that are served, as a verticle has made them. */
  static List<TestRoute> all() {
    Vertx vertx = Vertx.vertx();
    try {
      return of(vertx);
    } finally {
      TestService.await(vertx.close());
    }
  }

  private static List<TestRoute> of(Vertx vertx) {
    InstantSource clock = InstantSource.system();
    Settings settings =
        Settings.of(List.of(new Source("test", Map.of("stillwater.http.port", "0"))));
    HttpVerticle verticle =
        new HttpModule(
                settings.http(),
                settings.management(),
                clock,
                () -> Future.failedFuture("not asked"),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                endpoints -> {},
                new Access(settings.auth(), vertx, null, clock))
            .get();
    TestService.await(vertx.deployVerticle(verticle));
    return verticle.routes().stream().flatMap(TestRoute::of).distinct().toList();
  }

  private static Stream<TestRoute> of(Route route) {
    return Routes.rule(route).stream()
        .flatMap(
            rule ->
                route.methods().stream()
                    .map(HttpMethod::name)
                    .sorted()
                    .map(method -> new TestRoute(method, route.getName(), rule)));
  }

  /** A path that it answers to. */
  String path() {
    return template
        .replace("{streamId}", "s")
        .replace("{month}", "2020-01")
        .replace("{runId}", "1")
        .replace("{file}", "app.js")
        .replace("{library}", "lit-html.js")
        .replace("{directive}", "repeat.js");
  }

  @Override
  public String toString() {
    return method + " " + template + " " + rule;
  }
}
