package dev.stillwater.http;

import static io.vertx.core.http.HttpMethod.CONNECT;
import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static io.vertx.core.http.HttpMethod.TRACE;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Set;

/** What RFC 9110 and RFC 9112 ask of any request, whatever its path. */
final class Protocol {

  // of these a path may say that it does not answer to them
  private static final Set<HttpMethod> METHODS =
      Set.of(GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS, TRACE, CONNECT);

  private static final String CONTINUE = "100-continue";

  private Protocol() {}

  /**
   * Refuses what is no request to this server.
   *
   * @throws ProblemException with the reason
   */
  static void check(HttpServerRequest request) {
    require(
        METHODS.contains(request.method()),
        ProblemKind.NOT_IMPLEMENTED,
        "this method is not known here");
    require(
        request.version() == HttpVersion.HTTP_1_0
            || request.headers().getAll(HttpHeaders.HOST).size() == 1,
        ProblemKind.INVALID,
        "host must be given once");
    String expectation = request.getHeader(HttpHeaders.EXPECT);
    require(
        expectation == null || expectation.equalsIgnoreCase(CONTINUE),
        ProblemKind.EXPECTATION_FAILED,
        "expect must be 100-continue, or left out");
  }

  private static void require(boolean met, ProblemKind kind, String otherwise) {
    if (!met) {
      throw ProblemException.of(kind, otherwise);
    }
  }

  /** Whether a client sends its body only when it is told to. */
  static boolean awaitsContinue(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.EXPECT)
        && request.version() == HttpVersion.HTTP_1_1;
  }
}
