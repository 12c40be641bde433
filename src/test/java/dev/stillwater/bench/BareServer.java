package dev.stillwater.bench;

import dev.stillwater.bus.Lane;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Vert.x with nothing around it, one verticle per event loop: {@code constant BODY} answers always
 * the same, {@code query} what a statement finds, {@code checks} too but with what is checked of a
 * request, {@code hop} too but over the event bus.
 */
final class BareServer extends VerticleBase {

  // the verticles of one process share a port that the first one is given
  private static final int ONE_FREE_PORT = -1;

  private final BareAnswers answers;

  private BareServer(BareAnswers answers) {
    this.answers = answers;
  }

  /** What it answers to a path. */
  interface BareAnswers {

    Future<?> start(Vertx vertx);

    Future<Buffer> answer(String path);
  }

  public static void main(String[] arguments) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    Lane.install(vertx.eventBus());
    Supplier<BareAnswers> kind = kind(arguments);
    int loops = Runtime.getRuntime().availableProcessors();
    vertx
        .deployVerticle(
            () -> new BareServer(kind.get()), new DeploymentOptions().setInstances(loops))
        .onFailure(Throwable::printStackTrace);
  }

  private static Supplier<BareAnswers> kind(String[] arguments) {
    AtomicInteger lanes = new AtomicInteger();
    return switch (arguments[0]) {
      case "constant" -> () -> new BareConstant(arguments[1]);
      case "query" -> BareQuery::new;
      case "checks" -> BareChecks::new;
      case "hop" -> () -> new BareHop(lanes.getAndIncrement());
      default -> throw new IllegalArgumentException(arguments[0]);
    };
  }

  @Override
  public Future<?> start() {
    return answers
        .start(vertx)
        .compose(
            v ->
                vertx
                    .createHttpServer()
                    .requestHandler(this::handle)
                    .listen(ONE_FREE_PORT, "127.0.0.1"))
        .onSuccess(
            server ->
                System.out.printf("listening on http://127.0.0.1:%d/%n", server.actualPort()));
  }

  private void handle(HttpServerRequest request) {
    answers
        .answer(request.path())
        .onSuccess(body -> write(request, body))
        .onFailure(e -> request.response().setStatusCode(500).end());
  }

  private static void write(HttpServerRequest request, Buffer body) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(body);
  }
}
