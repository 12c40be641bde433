package dev.stillwater.client;

import dev.stillwater.bus.Addresses;
import dev.stillwater.json.JsonBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Events of streams, hot and archived. */
public final class EventsClient {

  private static final Map<String, String> JSON =
      Map.of(Addresses.CONTENT_TYPE, "application/json");

  private final BusClient bus;

  EventsClient(BusClient bus) {
    this.bus = bus;
  }

  /** Appends all of the events, or none where it fails. */
  public Future<Appended> append(List<NewEvent> events) {
    return bus.ask(Addresses.EVENTS_APPEND, body(events), JSON, Appended::of);
  }

  // each on a line of its own, so that a fault's line tells which one it is
  private static Buffer body(List<NewEvent> events) {
    return JsonBody.of(
        json -> {
          json.writeStartArray();
          for (NewEvent event : events) {
            event.write(json);
            json.writeRaw('\n');
          }
          json.writeEndArray();
        });
  }

  /** The timeline over hot log and archive. */
  public Future<Page<Event>> list(EventRequest request) {
    return bus.ask(Addresses.EVENTS_LIST, request.toJson(), Page.of("events", Event::of));
  }

  /** Archived events alone. */
  public Future<Page<Event>> archived(EventRequest request) {
    return bus.ask(Addresses.ARCHIVE_LIST, request.toJson(), Page.of("events", Event::of));
  }
}
