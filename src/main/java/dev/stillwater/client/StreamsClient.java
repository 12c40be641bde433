package dev.stillwater.client;

import dev.stillwater.bus.Addresses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** The current state of streams. */
public final class StreamsClient {

  private static final int CREATED = 201;

  private final BusClient bus;

  StreamsClient(BusClient bus) {
    this.bus = bus;
  }

  /** A stream as it stands; fails with 404 where there is none. */
  public Future<Stream> get(String streamId) {
    JsonObject request = new JsonObject().put("streamId", Checks.text("streamId", streamId));
    return bus.ask(Addresses.STREAMS_GET, request, Stream::of);
  }

  /** Creates or replaces a stream. */
  public Future<StreamWritten> put(StreamUpdate update) {
    Map<String, String> headers = Map.of(Addresses.STREAM_ID, update.streamId());
    return bus.send(Addresses.STREAMS_PUT, update.toJson(), headers, Duration.ZERO)
        .map(reply -> new StreamWritten(reply.read(Stream::of), reply.status() == CREATED));
  }

  public Future<Page<Stream>> find(StreamRequest request) {
    return bus.ask(Addresses.STREAMS_FIND, request.toJson(), Page.of("streams", Stream::of));
  }
}
