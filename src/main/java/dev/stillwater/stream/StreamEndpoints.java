package dev.stillwater.stream;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.database.Database;
import java.time.Duration;
import java.time.InstantSource;

/** Streams and their events on the bus. */
public final class StreamEndpoints {

  private final Database database;
  private final EventService events;

  /**
   * Prepares the endpoints of any number of event loops.
   *
   * @param retention about how long events stay hot
   */
  public StreamEndpoints(Database database, InstantSource clock, Duration retention) {
    this.database = database;
    this.events = new EventService(database, clock, retention);
  }

  /** Answers for the verticle that asks for it. */
  public void mount(Endpoints endpoints) {
    StreamService streams = new StreamService(database);
    endpoints
        .onRequest(Addresses.STREAMS_GET, streams::get)
        .on(Addresses.STREAMS_PUT, streams::put)
        .onRequest(Addresses.STREAMS_FIND, streams::find)
        .onRequest(Addresses.EVENTS_LIST, events::list)
        .onRequest(Addresses.ARCHIVE_LIST, events::archive)
        .on(Addresses.EVENTS_APPEND, events::append);
  }
}
