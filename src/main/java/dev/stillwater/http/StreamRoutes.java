package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.stream.EventReader;
import dev.stillwater.stream.NewEvents;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;

/** Streams and events over REST. */
final class StreamRoutes {

  private final Bus bus;
  private final Bodies bodies;
  private final InstantSource clock;

  StreamRoutes(Bus bus, Bodies bodies, InstantSource clock) {
    this.bus = bus;
    this.bodies = bodies;
    this.clock = clock;
  }

  /**
   * Mounts them.
   *
   * @param writes are let in by their bodies
   */
  void mount(Routes routes, Routes writes) {
    routes.readAll("/api/v1/streams").handler(this::find);
    routes.read("/api/v1/streams/:streamId").handler(this::get);
    writes.write(HttpMethod.PUT, "/api/v1/streams/:streamId").handler(this::put);
    routes.read("/api/v1/streams/:streamId/events").handler(this::events);
    writes.write(HttpMethod.POST, "/api/v1/events").handler(this::append);
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
    WholeBody body = new WholeBody();
    Answers.send(
        ctx,
        bodies.with(
            ctx,
            body,
            () -> bus.request(Origins.of(ctx), Addresses.STREAMS_PUT, body.buffer(), headers)));
  }

  private void append(RoutingContext ctx) {
    Requests.refuseParameters(ctx);
    EventReader reader = EventReader.of(ctx.request().getHeader("content-type"), clock);
    Answers.send(
        ctx,
        bodies.with(
            ctx,
            new Events(reader),
            () ->
                bus.request(
                    Origins.of(ctx),
                    Addresses.EVENTS_APPEND,
                    new NewEvents(reader.end()),
                    Map.of())));
  }

  private record Events(EventReader reader) implements BodyReader {

    @Override
    public void feed(Buffer chunk) {
      reader.feed(chunk);
    }

    @Override
    public long events() {
      return reader.count();
    }

    @Override
    public long unfinished() {
      return reader.unfinished();
    }
  }
}
