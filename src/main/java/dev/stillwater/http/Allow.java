package dev.stillwater.http;

import static java.util.stream.Collectors.joining;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a path answers to, for the header of that name. For one event loop. */
final class Allow {

  private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

  private final Map<Route, Pattern> paths = new IdentityHashMap<>();
  private final Router router;

  Allow(Router router) {
    this.router = router;
  }

  /**
   * The methods of all routes to a path.
   *
   * @param path as the router matches it
   */
  String of(String path) {
    return router.getRoutes().stream()
        .filter(route -> Routes.rule(route).isPresent())
        .filter(route -> leadsTo(path, route))
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(joining(", "));
  }

  private boolean leadsTo(String path, Route route) {
    return paths.computeIfAbsent(route, Allow::paths).matcher(path).matches();
  }

  private static Pattern paths(Route route) {
    String literals = Pattern.quote(route.getName());
    return Pattern.compile(PARAMETER.matcher(literals).replaceAll("\\\\E[^/]+\\\\Q") + "/?");
  }
}
