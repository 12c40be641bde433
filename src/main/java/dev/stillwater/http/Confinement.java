package dev.stillwater.http;

import io.vertx.core.http.HttpServerResponse;

/** What a browser may do with a page and with what it asks for: nothing but what is from here. */
final class Confinement {

  // Swagger UI has pictures within its style sheet
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private Confinement() {}

  static void of(HttpServerResponse response) {
    response
        .putHeader("content-security-policy", POLICY)
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("x-content-type-options", "nosniff");
  }
}
