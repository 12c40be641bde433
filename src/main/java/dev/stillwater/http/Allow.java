package dev.stillwater.http;

import static java.util.stream.Collectors.joining;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.regex.Pattern;

/** What a path answers to, for the header of that name. */
final class Allow {

  private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");

  private Allow() {}

  /**
   * The methods of all routes to a path.
   *
   * @param path as the router matches it
   */
  static String of(Router router, String path) {
    return router.getRoutes().stream()
        .filter(route -> Routes.rule(route).isPresent())
        .filter(route -> leadsTo(path, route))
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(joining(", "));
  }

  private static boolean leadsTo(String path, Route route) {
    String literals = Pattern.quote(route.getName());
    return path.matches(PARAMETER.matcher(literals).replaceAll("\\\\E[^/]+\\\\Q") + "/?");
  }
}
