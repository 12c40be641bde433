package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Cuts off requests whose body has not arrived in time, also where it is not waited for any more.
 */
record BodyDeadline(Duration timeout) implements Consumer<RoutingContext> {

  @Override
  public void accept(RoutingContext ctx) {
    if (hasBody(ctx.request()) && !ctx.request().isEnded()) {
      long timer = ctx.vertx().setTimer(timeout.toMillis(), due -> cutOff(ctx));
      ctx.request().end().onComplete(ended -> ctx.vertx().cancelTimer(timer));
    }
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
        || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private void cutOff(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    if (!response.headWritten()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      ctx.fail(
          ProblemException.of(
              ProblemKind.BODY_TIMEOUT, "body must arrive within " + timeout.toMillis() + " ms"));
    }
    ctx.request().connection().close();
  }
}
