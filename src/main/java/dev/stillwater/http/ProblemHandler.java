package dev.stillwater.http;

import dev.stillwater.problem.Incidents;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemJson;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.trace.Origin;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes an HTTP answer. */
final class ProblemHandler implements Handler<RoutingContext> {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);
  private static final String RETRY_SECONDS = "1";

  private final Allow allow;
  private final LogPace pace =
      new LogPace(more -> log.warn("{} more were answered with 5xx within a second", more));

  private ProblemHandler(Router router) {
    this.allow = new Allow(router);
  }

  /** Answers for a router, whatever it could not. */
  static void install(Router router) {
    ProblemHandler handler = new ProblemHandler(router);
    for (ProblemKind kind : ProblemKind.values()) {
      router.errorHandler(kind.status(), handler);
    }
  }

  @Override
  public void handle(RoutingContext ctx) {
    if (ctx.failure() == null && ctx.statusCode() == ProblemKind.METHOD_NOT_ALLOWED.status()) {
      ctx.response().putHeader(HttpHeaders.ALLOW, allow.of(ctx.normalizedPath()));
    }
    JsonObject problem = problem(ctx, ctx.failure());
    tell(Origins.of(ctx), problem);
    answer(ctx.request(), problem);
  }

  private static JsonObject problem(RoutingContext ctx, Throwable failure) {
    String path = ctx.request().path();
    if (failure instanceof ReplyException reply) {
      return reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
          ? new JsonObject(reply.getMessage()).put("instance", path)
          : ProblemJson.of(noReply(), path);
    }
    if (failure instanceof HttpException refused && refused.getCause() != null) {
      return problem(ctx, refused.getCause());
    }
    if (failure instanceof ProblemException problem) {
      return ProblemJson.of(problem, path);
    }
    ProblemKind kind = ProblemKind.ofStatus(ctx.statusCode());
    return ProblemJson.of(
        kind == ProblemKind.FAILED
            ? Incidents.report(failure, Origins.of(ctx))
            : ProblemException.of(kind, detail(kind)),
        path);
  }

  // what has an id is in the log by it
  private void tell(Origin origin, JsonObject problem) {
    int status = problem.getInteger("status");
    if (status >= 500 && !problem.containsKey("id") && pace.allows(System.nanoTime())) {
      origin
          .on(log.atWarn())
          .log(
              "request {} is answered with {}: {}",
              origin.requestId(),
              status,
              problem.getString("detail"));
    }
  }

  private static String detail(ProblemKind kind) {
    return switch (kind) {
      case NOT_FOUND -> "nothing is found under this path";
      case METHOD_NOT_ALLOWED -> "this path does not answer to this method";
      case HTTP_VERSION -> "HTTP/1.1 and HTTP/1.0 are spoken here";
      case URI_TOO_LONG -> "the request line is too long";
      case HEADERS_TOO_LARGE -> "the header lines are too long";
      default -> "the request is not well formed";
    };
  }

  private static ProblemException noReply() {
    return ProblemException.of(ProblemKind.UNAVAILABLE, "no answer came in time; try again");
  }

  /** Answers what is no request to this server, and ends its connection. */
  static void refuse(HttpServerRequest request, ProblemException problem) {
    Origins.name(request);
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    answer(request, ProblemJson.of(problem, "/"));
    request.connection().close();
  }

  /** Answers what the server could not even parse. */
  static void invalid(HttpServerRequest request) {
    ProblemKind kind = kind(request);
    refuse(request, ProblemException.of(kind, detail(kind)));
  }

  private static ProblemKind kind(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    if (cause instanceof ProtocolException) {
      return ProblemKind.HTTP_VERSION;
    }
    if (cause instanceof TooLongHttpLineException) {
      return ProblemKind.URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? ProblemKind.HEADERS_TOO_LARGE
        : ProblemKind.INVALID;
  }

  private static void answer(HttpServerRequest request, JsonObject problem) {
    HttpServerResponse response = request.response();
    if (response.headWritten()) {
      request.connection().close();
      return;
    }
    int status = problem.getInteger("status");
    if (status == ProblemKind.UNAVAILABLE.status()
        && !response.headers().contains(HttpHeaders.RETRY_AFTER)) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    // else a body that was not asked for would be waited for, before the next request
    if (Protocol.awaitsContinue(request) && !request.isEnded() && request.bytesRead() == 0) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(problem.toBuffer());
  }
}
