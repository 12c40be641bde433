package dev.stillwater.bench;

import dev.stillwater.bus.Call;
import dev.stillwater.bus.Deadlines;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.bus.Lane;
import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Map;

/** The same as {@link BareQuery}, asked and answered over a lane of the event bus. */
final class BareHop implements BareServer.BareAnswers {

  private static final String ADDRESS = "bare";
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final BareQuery query = new BareQuery();
  private final Lane lane;
  private Vertx vertx;
  private Deadlines deadlines;

  BareHop(int number) {
    this.lane = new Lane(number);
  }

  @Override
  public Future<?> start(Vertx vertx) {
    this.vertx = vertx;
    this.deadlines = new Deadlines(vertx, LONGEST);
    new Endpoints(vertx.eventBus(), lane)
        .on(ADDRESS, call -> query.answer((String) call.body()).map(Reply::ok));
    return query.start(vertx);
  }

  @Override
  public Future<Buffer> answer(String path) {
    Promise<Reply> reply = Promise.promise();
    lane.ask(vertx.eventBus(), ADDRESS, new Call(path, Map.<String, String>of()::get), reply);
    return deadlines.watch(reply).map(Reply::body);
  }
}
