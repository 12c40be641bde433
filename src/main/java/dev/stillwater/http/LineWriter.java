package dev.stillwater.http;

import dev.stillwater.json.MediaType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Writes lines at the pace that the client takes them, plain or packed. */
final class LineWriter {

  // a connection counts as idle until a write has been taken, and so none may be large
  private static final int SLICE = 64 * 1024;

  private final RoutingContext ctx;
  private final Optional<GzipStream> gzip;

  private LineWriter(RoutingContext ctx, Optional<GzipStream> gzip) {
    this.ctx = ctx;
    this.gzip = gzip;
  }

  /** Announces what will be written. */
  static LineWriter begin(RoutingContext ctx, boolean packed) {
    HttpServerResponse response = ctx.response();
    response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, MediaType.NDJSON);
    if (!packed) {
      return new LineWriter(ctx, Optional.empty());
    }
    response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    GzipStream gzip = GzipStream.open();
    Exchange.of(ctx).whenEnded(ended -> gzip.release());
    return new LineWriter(ctx, Optional.of(gzip));
  }

  /** Writes lines; completes when they have been taken. */
  Future<Void> write(Buffer lines) {
    return gzip.map(stream -> ctx.vertx().executeBlocking(() -> stream.pack(lines), false))
        .orElseGet(() -> Future.succeededFuture(lines))
        .compose(this::send);
  }

  private Future<Void> send(Buffer bytes) {
    Future<Void> last = Future.succeededFuture();
    for (int from = 0; from < bytes.length(); from += SLICE) {
      last = ctx.response().write(bytes.slice(from, Math.min(bytes.length(), from + SLICE)));
    }
    return last;
  }

  Future<Void> end() {
    return gzip.map(stream -> ctx.vertx().executeBlocking(stream::end, false).compose(this::send))
        .orElseGet(Future::succeededFuture)
        .compose(sent -> ctx.response().end());
  }
}
