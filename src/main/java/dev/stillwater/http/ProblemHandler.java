package dev.stillwater.http;

import dev.stillwater.problem.Incidents;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemJson;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.trace.Origin;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes an HTTP answer. */
final class ProblemHandler implements Handler<RoutingContext> {

  private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

  private ProblemHandler() {}

  /** Answers for a router, whatever it could not. */
  static void install(Router router) {
    ProblemHandler handler = new ProblemHandler();
    for (ProblemKind kind : ProblemKind.values()) {
      router.errorHandler(kind.status(), handler);
    }
  }

  @Override
  public void handle(RoutingContext ctx) {
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
  private static void tell(Origin origin, JsonObject problem) {
    int status = problem.getInteger("status");
    if (status >= 500 && !problem.containsKey("id")) {
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
      default -> "the request is not well formed";
    };
  }

  private static ProblemException noReply() {
    return ProblemException.of(ProblemKind.UNAVAILABLE, "no answer came in time; try again");
  }

  /** Answers what the server could not even parse. */
  static void invalid(HttpServerRequest request) {
    String reason = String.valueOf(request.decoderResult().cause()).toLowerCase();
    ProblemKind kind =
        reason.contains("toolonghttpline")
            ? ProblemKind.URI_TOO_LONG
            : reason.contains("toolonghttpheader")
                ? ProblemKind.HEADERS_TOO_LARGE
                : ProblemKind.INVALID;
    Origins.name(request);
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    answer(request, ProblemJson.of(ProblemException.of(kind, detail(kind)), "/"));
    request.connection().close();
  }

  private static void answer(HttpServerRequest request, JsonObject problem) {
    HttpServerResponse response = request.response();
    if (response.headWritten()) {
      request.connection().close();
      return;
    }
    response
        .setStatusCode(problem.getInteger("status"))
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemJson.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(problem.toBuffer());
  }
}
