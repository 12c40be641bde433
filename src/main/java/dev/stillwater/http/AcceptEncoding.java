package dev.stillwater.http;

import io.vertx.ext.web.ParsedHeaderValues;
import io.vertx.ext.web.RoutingContext;

/** The header {@code Accept-Encoding}. */
final class AcceptEncoding {

  private AcceptEncoding() {}

  /** Whether the client has asked for gzip, by name. */
  static boolean takesGzip(RoutingContext ctx) {
    return ctx.request().headers().contains("accept-encoding")
        && Requests.prefers(ctx, AcceptEncoding::takesGzip);
  }

  private static boolean takesGzip(ParsedHeaderValues headers) {
    return headers.acceptEncoding().stream()
        .anyMatch(coding -> coding.value().equalsIgnoreCase("gzip") && coding.weight() > 0);
  }
}
