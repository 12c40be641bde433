package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Takes the body of a request chunk by chunk, up to a size. After a fault the rest of the body is
 * thrown away as it comes, so that the client gets to read the answer.
 */
final class RequestBody {

  private final HttpServerRequest request;
  private final long maxSize;
  private Consumer<Buffer> consumer;
  private final Promise<Void> complete = Promise.promise();
  private long size;

  private RequestBody(HttpServerRequest request, long maxSize, Consumer<Buffer> consumer) {
    this.request = request;
    this.maxSize = maxSize;
    this.consumer = consumer;
  }

  /** Feeds a body to a consumer; fails with what the consumer threw, or the limit that was hit. */
  static Future<Void> feed(HttpServerRequest request, long maxSize, Consumer<Buffer> consumer) {
    RequestBody body = new RequestBody(request, maxSize, consumer);
    if (Protocol.awaitsContinue(request)) {
      request.response().writeContinue();
    }
    request.handler(body::chunk);
    request.exceptionHandler(broken -> body.breakOff());
    request.endHandler(end -> body.complete.tryComplete());
    return body.complete.future();
  }

  /**
   * How many bytes a request says that its body has; 0 where it does not.
   *
   * @throws ProblemException where that is too many
   */
  static long declaredSize(HttpServerRequest request, long maxSize) {
    String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    long size = declared == null ? 0 : Long.parseLong(declared);
    if (size > maxSize) {
      throw tooLarge(maxSize);
    }
    return size;
  }

  static ProblemException tooLarge(long maxSize) {
    return ProblemException.of(
        ProblemKind.TOO_LARGE, "body must be at most " + maxSize + " bytes long");
  }

  private void chunk(Buffer chunk) {
    size += chunk.length();
    if (complete.future().isComplete()) {
      return;
    }
    if (size > maxSize) {
      fail(tooLarge(maxSize));
      return;
    }
    try {
      consumer.accept(chunk);
    } catch (RuntimeException fault) {
      fail(fault);
    }
  }

  // what it holds goes now, and not when the rest of the body has come
  private void fail(RuntimeException fault) {
    consumer = rest -> {};
    complete.fail(fault);
  }

  private void breakOff() {
    if (!request.response().headWritten()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    complete.tryFail(ProblemException.invalid("body", "complete, and framed as its headers tell"));
    // by us, for this sends what was answered; the server then just drops the connection
    request.connection().close();
  }
}
