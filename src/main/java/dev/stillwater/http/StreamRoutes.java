package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.stream.EventReader;
import dev.stillwater.stream.NewEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** Streams and events over REST. */
final class StreamRoutes {

  private final Bus bus;
  private final long maxBody;
  private final InstantSource clock;

  StreamRoutes(Bus bus, long maxBody, InstantSource clock) {
    this.bus = bus;
    this.maxBody = maxBody;
    this.clock = clock;
  }

  void mount(Routes routes) {
    routes.readAll("/api/v1/streams").handler(this::find);
    routes.read("/api/v1/streams/:streamId").handler(this::get);
    routes.write(HttpMethod.PUT, "/api/v1/streams/:streamId").handler(this::put);
    routes.read("/api/v1/streams/:streamId/events").handler(this::events);
    routes.write(HttpMethod.POST, "/api/v1/events").handler(this::append);
  }

  private void find(RoutingContext ctx) {
    bus.ask(ctx, Addresses.STREAMS_FIND, Requests.parameters(ctx));
  }

  private void get(RoutingContext ctx) {
    bus.ask(ctx, Addresses.STREAMS_GET, Requests.aboutStream(ctx));
  }

  private void events(RoutingContext ctx) {
    bus.ask(ctx, Addresses.EVENTS_LIST, Requests.aboutStream(ctx));
  }

  private void put(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    Requests.requireJson(ctx);
    Map<String, String> headers = Map.of(Addresses.STREAM_ID, Requests.streamId(ctx));
    Buffer body = Buffer.buffer();
    feed(ctx, body::appendBuffer)
        .onSuccess(v -> bus.ask(ctx, Addresses.STREAMS_PUT, body, headers))
        .onFailure(ctx::fail);
  }

  private void append(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    EventReader reader = EventReader.of(ctx.request().getHeader("content-type"), clock);
    feed(ctx, reader::feed)
        .map(v -> new NewEvents(reader.end()))
        .onSuccess(events -> bus.ask(ctx, Addresses.EVENTS_APPEND, events))
        .onFailure(ctx::fail);
  }

  private Future<Void> feed(RoutingContext ctx, Consumer<Buffer> consumer) {
    if (!Requests.isGzip(ctx)) {
      return RequestBody.feed(ctx.request(), maxBody, consumer);
    }
    Buffer packed = Buffer.buffer();
    return RequestBody.feed(ctx.request(), maxBody, packed::appendBuffer)
        .compose(
            v -> ctx.vertx().executeBlocking(() -> Gzip.feed(packed, maxBody, consumer), false));
  }
}
