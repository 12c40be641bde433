package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** Keeps other sites from acting through a browser that is signed in, or from signing it in. */
final class SameOrigin {

  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final String FETCH_SITE = "sec-fetch-site";

  private SameOrigin() {}

  /** Lets a cookie count for other than reads only where it is certain who sends it. */
  static void guardCookie(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    require(SAFE.contains(request.method()) || !Credential.isCookie(request) || isOwn(request));
    ctx.next();
  }

  /** Lets a request pass that is of this origin, or of no browser, which would have told. */
  static void guardSession(RoutingContext ctx) {
    require(isSilent(ctx.request()) || isOwn(ctx.request()));
    ctx.next();
  }

  private static void require(boolean met) {
    if (!met) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN,
          "with a cookie this takes a request of the same origin, by sec-fetch-site or origin");
    }
  }

  private static boolean isSilent(HttpServerRequest request) {
    return !request.headers().contains(FETCH_SITE)
        && !request.headers().contains(HttpHeaders.ORIGIN);
  }

  // browsers tell the first to secure origins alone
  private static boolean isOwn(HttpServerRequest request) {
    String site = request.getHeader(FETCH_SITE);
    return site == null ? isOfHost(request) : site.equals("same-origin");
  }

  private static boolean isOfHost(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String host = request.getHeader(HttpHeaders.HOST);
    return origin != null
        && host != null
        && (origin.equalsIgnoreCase("https://" + host)
            || origin.equalsIgnoreCase("http://" + host));
  }
}
