package dev.stillwater.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Always the same answer. */
record BareConstant(Future<Buffer> body) implements BareServer.BareAnswers {

  BareConstant(String body) {
    this(Future.succeededFuture(Buffer.buffer(body)));
  }

  @Override
  public Future<?> start(Vertx vertx) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Buffer> answer(String path) {
    return body;
  }
}
