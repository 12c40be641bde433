package dev.stillwater.http;

import dev.stillwater.trace.Origin;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Where requests come from: taken from their headers, and told in their answers. */
final class Origins {

  private Origins() {}

  /** Names a request, before anything can fail. */
  static void name(RoutingContext ctx) {
    Exchange.of(ctx).origin = name(ctx.request());
  }

  /** Names a request that no router sees. */
  static Origin name(HttpServerRequest request) {
    Origin origin = Origin.of(name -> header(request.headers(), name));
    request.response().putHeader(Origin.REQUEST_ID, origin.requestId());
    return origin;
  }

  // lines of one name are one list, and where only one is allowed that is none
  private static String header(MultiMap headers, String name) {
    return headers.contains(name) ? String.join(",", headers.getAll(name)) : null;
  }

  /** Where a request comes from, also where it was refused before it was named. */
  static Origin of(RoutingContext ctx) {
    Exchange exchange = Exchange.of(ctx);
    if (exchange.origin == null) {
      name(ctx);
    }
    return exchange.origin;
  }
}
