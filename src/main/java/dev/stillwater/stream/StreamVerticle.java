package dev.stillwater.stream;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;

/** Streams and their events on the bus. */
public final class StreamVerticle extends VerticleBase {

  private final StreamService streams;
  private final EventService events;

  /**
   * Prepares the verticle.
   *
   * @param retention about how long events stay hot
   */
  public StreamVerticle(Database database, InstantSource clock, Duration retention) {
    this.streams = new StreamService(database);
    this.events = new EventService(database, clock, retention);
  }

  @Override
  public Future<?> start() {
    new Endpoints(vertx.eventBus())
        .onRequest(Addresses.STREAMS_GET, streams::get)
        .on(Addresses.STREAMS_PUT, streams::put)
        .onRequest(Addresses.STREAMS_FIND, streams::find)
        .onRequest(Addresses.EVENTS_LIST, events::list)
        .onRequest(Addresses.ARCHIVE_LIST, events::archive)
        .on(Addresses.EVENTS_APPEND, events::append);
    return Future.succeededFuture();
  }
}
