package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Takes the body of a request chunk by chunk, up to a size and within a time. After a fault the
 * rest of the body is thrown away as it comes, so that the client gets to read the answer; what has
 * not come by the deadline is cut off.
 */
final class RequestBody {

  private final HttpServerRequest request;
  private final long maxSize;
  private final Consumer<Buffer> consumer;
  private final Promise<Void> complete = Promise.promise();
  private long size;

  private RequestBody(HttpServerRequest request, long maxSize, Consumer<Buffer> consumer) {
    this.request = request;
    this.maxSize = maxSize;
    this.consumer = consumer;
  }

  /** Feeds a body to a consumer; fails with what the consumer threw, or the limit that was hit. */
  static Future<Void> feed(
      Vertx vertx,
      HttpServerRequest request,
      long maxSize,
      Duration timeout,
      Consumer<Buffer> consumer) {
    RequestBody body = new RequestBody(request, maxSize, consumer);
    long timer = vertx.setTimer(timeout.toMillis(), due -> body.cutOff(timeout));
    request.handler(body::chunk);
    request.exceptionHandler(lost -> body.complete.tryFail(cutShort()));
    request.endHandler(end -> body.complete.tryComplete());
    request.end().onComplete(ended -> vertx.cancelTimer(timer));
    return body.complete.future();
  }

  private static ProblemException cutShort() {
    return ProblemException.of(ProblemKind.INVALID, "the connection ended before the body did");
  }

  private void chunk(Buffer chunk) {
    size += chunk.length();
    if (complete.future().isComplete()) {
      return;
    }
    if (size > maxSize) {
      complete.fail(
          ProblemException.of(
              ProblemKind.TOO_LARGE, "body must be at most " + maxSize + " bytes long"));
      return;
    }
    try {
      consumer.accept(chunk);
    } catch (RuntimeException fault) {
      complete.fail(fault);
    }
  }

  private void cutOff(Duration timeout) {
    boolean late =
        complete.tryFail(
            ProblemException.of(
                ProblemKind.BODY_TIMEOUT,
                "body must arrive within " + timeout.toSeconds() + " seconds"));
    if (late && !request.response().ended()) {
      request.response().endHandler(answered -> request.connection().close());
    } else {
      request.connection().close();
    }
  }
}
