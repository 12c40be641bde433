package dev.stillwater.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a request says of who sends it. */
final class Credential {

  private static final String KEY_HEADER = "x-api-key";
  private static final String BEARER = "Bearer ";

  private Credential() {}

  /**
   * The key or token of a request, by its headers, else by its cookie; empty where there is none,
   * or more than one in headers.
   */
  static Optional<String> of(HttpServerRequest request) {
    List<String> given = ofHeaders(request.headers());
    if (given.isEmpty()) {
      return SessionCookie.of(request);
    }
    return given.size() == 1 ? Optional.of(given.get(0)) : Optional.empty();
  }

  /** Whether that is the cookie. */
  static boolean isCookie(HttpServerRequest request) {
    return ofHeaders(request.headers()).isEmpty() && SessionCookie.of(request).isPresent();
  }

  private static List<String> ofHeaders(MultiMap headers) {
    return Stream.concat(
            headers.getAll(HttpHeaders.AUTHORIZATION).stream().map(Credential::bearer),
            headers.getAll(KEY_HEADER).stream())
        .toList();
  }

  // of another scheme, it is no credential here
  private static String bearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }
}
