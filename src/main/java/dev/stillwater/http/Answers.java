package dev.stillwater.http;

import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Writes replies as HTTP answers: packed where the client likes that, and none it has already. */
final class Answers {

  private static final String GZIP = "gzip";
  private static final String JSON = "application/json";

  private Answers() {}

  /** Answers with a reply once it is there, or with why there is none. */
  static void send(RoutingContext ctx, Future<Reply> reply) {
    reply
        // a listener's exceptions would be heard by nobody
        .map(answer -> write(ctx, answer))
        .onFailure(ctx::fail);
  }

  private static HttpServerResponse write(RoutingContext ctx, Reply reply) {
    boolean packed = reply.body().length() >= Gzip.MIN_SIZE && AcceptEncoding.takesGzip(ctx);
    HttpServerResponse response = ctx.response().setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    if (reply.body().length() >= Gzip.MIN_SIZE && !response.headers().contains(HttpHeaders.VARY)) {
      response.putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    if (reply.headers().containsKey(Reply.ETAG)) {
      String tag = tag(reply, packed);
      response.putHeader(HttpHeaders.ETAG, tag);
      if (isHeld(ctx, tag)) {
        response.headers().remove(HttpHeaders.CONTENT_TYPE);
        response.setStatusCode(304).end();
        return response;
      }
    }
    writeBody(ctx, reply.body(), packed);
    return response;
  }

  // the packed one is another representation
  private static String tag(Reply reply, boolean packed) {
    String tag = reply.headers().get(Reply.ETAG);
    return packed ? tag.substring(0, tag.length() - 1) + "-gzip\"" : tag;
  }

  private static boolean isHeld(RoutingContext ctx, String tag) {
    List<String> given = ctx.request().headers().getAll(HttpHeaders.IF_NONE_MATCH);
    return !given.isEmpty() && EntityTags.contain(given, tag);
  }

  private static void writeBody(RoutingContext ctx, Buffer body, boolean packed) {
    HttpServerResponse response = ctx.response();
    if (body.length() > 0 && !response.headers().contains(HttpHeaders.CONTENT_TYPE)) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
    }
    if (!packed) {
      Exchange.of(ctx).end(response, body);
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
    pack(ctx, body).onSuccess(small -> Exchange.of(ctx).end(response, small)).onFailure(ctx::fail);
  }

  private static Future<Buffer> pack(RoutingContext ctx, Buffer body) {
    return body.length() <= Gzip.MAX_SIZE_ON_EVENT_LOOP
        ? Future.succeededFuture(Gzip.pack(body))
        : ctx.vertx().executeBlocking(() -> Gzip.pack(body), false);
  }
}
