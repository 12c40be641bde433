package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Reply;
import dev.stillwater.json.MediaType;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * One month on its way to one client. A piece is asked for while the one before it is being sent,
 * and no further ahead: however many there are, and however slow the client, two are held.
 */
final class MonthExport {

  private static final Map<String, String> AS_LINES = Map.of(Addresses.ACCEPT, MediaType.NDJSON);

  private final Bus bus;
  private final RoutingContext ctx;
  private final JsonObject request;
  private final boolean gzip;

  /**
   * The answer to a request.
   *
   * @param gzip whether it is to be packed
   */
  MonthExport(Bus bus, RoutingContext ctx, JsonObject request, boolean gzip) {
    this.bus = bus;
    this.ctx = ctx;
    this.request = request;
    this.gzip = gzip;
  }

  /** Answers once there is a first piece: until then a failure is an answer like any other. */
  void start() {
    ask(request).map(this::begin).onFailure(ctx::fail);
  }

  private Future<Reply> ask(JsonObject piece) {
    return bus.request(Origins.of(ctx), Addresses.SNAPSHOTS_MONTH, piece, AS_LINES);
  }

  private LineWriter begin(Reply first) {
    ctx.response().putHeader(HttpHeaders.CACHE_CONTROL, first.headers().get(Reply.CACHE_CONTROL));
    LineWriter lines = LineWriter.begin(ctx, gzip);
    if (ctx.request().method() == HttpMethod.HEAD) {
      ctx.response().end();
    } else {
      send(lines, first);
    }
    return lines;
  }

  // pieces are not composed: what waits would grow with their number
  private void send(LineWriter lines, Reply piece) {
    if (ctx.response().closed()) {
      return;
    }
    String next = piece.headers().get(Addresses.NEXT);
    if (next == null) {
      lines.end().onFailure(this::abort);
      return;
    }
    Future<Reply> ahead = ask(request.copy().put("cursor", next));
    lines
        .write(piece.body())
        .compose(sent -> ahead)
        .onSuccess(following -> send(lines, following))
        .onFailure(this::abort);
  }

  // never an end that looks like that of a whole month
  private void abort(Throwable failure) {
    Connections.abort(ctx.request().connection());
  }
}
