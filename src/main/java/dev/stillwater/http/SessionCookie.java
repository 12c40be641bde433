package dev.stillwater.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A credential as a browser keeps it: for this host alone, until it ends, out of scripts' reach.
 */
final class SessionCookie {

  private static final String NAME = "stillwater-session";
  private static final Pattern VALUE = Pattern.compile("[!-~&&[^\",;\\\\]]+");
  private static final String HTTPS = "https";

  private SessionCookie() {}

  /** The credential that a request brings as a cookie; empty where there is none, or several. */
  static Optional<String> of(HttpServerRequest request) {
    Set<Cookie> given = request.cookies(NAME);
    return given.size() == 1
        ? given.stream().map(Cookie::getValue).filter(SessionCookie::holds).findFirst()
        : Optional.empty();
  }

  /** Whether a cookie can be a credential: it knows no other characters. */
  static boolean holds(String credential) {
    return VALUE.matcher(credential).matches();
  }

  /** Hands a credential to the browser. */
  static void set(HttpServerRequest request, String credential) {
    request.response().addCookie(cookie(request, credential));
  }

  /** Takes it from the browser. */
  static void drop(HttpServerRequest request) {
    request.response().addCookie(cookie(request, "").setMaxAge(0));
  }

  private static Cookie cookie(HttpServerRequest request, String value) {
    return Cookie.cookie(NAME, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(isSecure(request));
  }

  // by the proxy that speaks TLS, or by the browser that spoke it: who lies keeps nobody else out
  private static boolean isSecure(HttpServerRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return HTTPS.equalsIgnoreCase(request.getHeader("x-forwarded-proto"))
        || origin != null && origin.startsWith(HTTPS + ":");
  }
}
