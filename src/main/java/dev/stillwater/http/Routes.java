package dev.stillwater.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the routes of a router, and is the only one who does: each by what it asks of its caller,
 * who is asked before anything of the request is read, and named by its path as the contract writes
 * it.
 */
final class Routes {

  private static final Pattern PARAMETER = Pattern.compile(":(\\w+)");
  private static final String RULE = "rule";

  private final Router router;
  private final Guard guard;
  private final List<Handler<RoutingContext>> further;

  Routes(Router router, Guard guard) {
    this(router, guard, List.of());
  }

  private Routes(Router router, Guard guard, List<Handler<RoutingContext>> further) {
    this.router = router;
    this.guard = guard;
    this.further = further;
  }

  /** Routes of the same router that pass one more handler before they answer. */
  Routes behind(Handler<RoutingContext> handler) {
    return new Routes(router, guard, Stream.concat(further.stream(), Stream.of(handler)).toList());
  }

  /** What is done with every request first, in this order; all in one, for each costs a search. */
  @SafeVarargs
  final Routes before(Consumer<RoutingContext>... steps) {
    List<Consumer<RoutingContext>> all = List.of(steps);
    router
        .route()
        .handler(
            ctx -> {
              all.forEach(step -> step.accept(ctx));
              ctx.next();
            });
    return this;
  }

  /** A route for reading: what answers to GET answers to HEAD, without the body. */
  Route read(String path) {
    return make(RouteRule.READ, template(path), get(path));
  }

  /** The same for a list of all: with a slash behind it, the path is of an item without its id. */
  Route readAll(String path) {
    return readMatching(Pattern.quote(path), path);
  }

  /** The same for the paths that match a pattern. */
  Route readMatching(String pattern, String template) {
    Route route = router.getWithRegex(pattern).method(HttpMethod.HEAD);
    return make(RouteRule.READ, template, route);
  }

  /** A route for reading what comes as long as the caller stays. */
  Route follow(String path) {
    return make(RouteRule.READ, template(path), router.get(path));
  }

  /** A route that changes streams or events. */
  Route write(HttpMethod method, String path) {
    return make(RouteRule.WRITE, template(path), router.route(method, path));
  }

  /** A route that acts on maintenance or on the archive. */
  Route operate(HttpMethod method, String path) {
    return make(RouteRule.OPERATE, template(path), router.route(method, path));
  }

  /** A route for anybody. */
  Route open(String path) {
    return make(RouteRule.OPEN, template(path), get(path));
  }

  /** A route for anybody who does more than read. */
  Route open(HttpMethod method, String path) {
    return make(RouteRule.OPEN, template(path), router.route(method, path));
  }

  /** A route to the metrics. */
  Route metrics(String path) {
    return make(RouteRule.METRICS, template(path), get(path));
  }

  /** A route to the contract or its documentation. */
  Route docs(String path) {
    return make(RouteRule.DOCS, template(path), get(path));
  }

  private Route get(String path) {
    return router.get(path).method(HttpMethod.HEAD);
  }

  private static String template(String path) {
    return PARAMETER.matcher(path).replaceAll("{$1}");
  }

  /** What a route asks of its caller; empty for what all requests pass. */
  static Optional<RouteRule> rule(Route route) {
    return Optional.ofNullable(route.getMetadata(RULE));
  }

  private Route make(RouteRule rule, String template, Route route) {
    // of this kind, it may come before who asks for a credential
    PlatformHandler matched = ctx -> RequestMeter.matched(ctx, template);
    route.setName(template).putMetadata(RULE, rule).handler(matched);
    guard.before(route, rule);
    further.forEach(route::handler);
    return route;
  }
}
