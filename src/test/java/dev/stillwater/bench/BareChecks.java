package dev.stillwater.bench;

import dev.stillwater.bus.Request;
import dev.stillwater.stream.StreamId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** The same as {@link BareQuery}, with the checks that the service makes of a request. */
final class BareChecks implements BareServer.BareAnswers {

  private static final int STREAM_AT = "/api/v1/snapshots/".length();

  private final BareQuery query = new BareQuery();

  @Override
  public Future<?> start(Vertx vertx) {
    return query.start(vertx);
  }

  @Override
  public Future<Buffer> answer(String path) {
    int slash = path.indexOf('/', STREAM_AT);
    Request request =
        Request.of(
            new JsonObject()
                .put("streamId", path.substring(STREAM_AT, slash))
                .put("month", path.substring(slash + 1)));
    StreamId.of(request);
    request.requiredMonth("month");
    request.end();
    return query.answer(path);
  }
}
