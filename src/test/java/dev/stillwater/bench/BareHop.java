package dev.stillwater.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;

/** The same as {@link BareQuery}, asked and answered over the event bus on one event loop. */
final class BareHop implements BareServer.BareAnswers {

  private static final DeliveryOptions LOCAL =
      new DeliveryOptions().setLocalOnly(true).setCodecName(AsIsCodec.NAME);

  private final BareQuery query = new BareQuery();
  private final String address;
  private EventBus bus;

  BareHop(String address) {
    this.address = address;
  }

  @Override
  public Future<?> start(Vertx vertx) {
    bus = vertx.eventBus();
    bus.localConsumer(address, this::reply);
    return query.start(vertx);
  }

  private void reply(Message<Object> message) {
    query
        .answer((String) message.body())
        .onSuccess(body -> message.reply(body, LOCAL))
        .onFailure(e -> message.fail(500, e.toString()));
  }

  @Override
  public Future<Buffer> answer(String path) {
    return bus.request(address, path, LOCAL).map(reply -> (Buffer) reply.body());
  }
}
