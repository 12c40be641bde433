package dev.stillwater.http;

import io.vertx.ext.web.RoutingContext;

/** The header {@code Accept-Encoding}. */
final class AcceptEncoding {

  private AcceptEncoding() {}

  /** Whether the client has asked for gzip, by name. */
  static boolean takesGzip(RoutingContext ctx) {
    return ctx.request().headers().contains("accept-encoding")
        && ctx.parsedHeaders().acceptEncoding().stream()
            .anyMatch(coding -> coding.value().equalsIgnoreCase("gzip") && coding.weight() > 0);
  }
}
