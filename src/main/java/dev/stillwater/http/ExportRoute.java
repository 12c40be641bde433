package dev.stillwater.http;

import dev.stillwater.json.MediaType;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.ParsedHeaderValues;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whole months as NDJSON, for those who prefer that to pages; leaves the rest to the next handler.
 */
final class ExportRoute implements Handler<RoutingContext> {

  private static final Set<String> PAGES =
      Set.of(MediaType.NDJSON, "application/json", "application/*", "*/*");
  private static final List<String> OF_PAGES = List.of("limit", "cursor");

  private final Bus bus;
  private final Admission exports;

  ExportRoute(Bus bus, Admission exports) {
    this.bus = bus;
    this.exports = exports;
  }

  @Override
  public void handle(RoutingContext ctx) {
    ctx.response().putHeader(HttpHeaders.VARY, "accept, accept-encoding");
    if (Requests.prefers(ctx, ExportRoute::lines)) {
      JsonObject request = request(ctx);
      exports.enter(ctx);
      new MonthExport(bus, ctx, request, AcceptEncoding.takesGzip(ctx)).start();
    } else {
      ctx.next();
    }
  }

  // the best come first, and of equals the most specific
  private static boolean lines(ParsedHeaderValues headers) {
    return headers.accept().stream()
        .filter(type -> type.weight() > 0)
        .map(type -> type.value().toLowerCase(Locale.ROOT))
        .filter(PAGES::contains)
        .findFirst()
        .filter(MediaType.NDJSON::equals)
        .isPresent();
  }

  private static JsonObject request(RoutingContext ctx) {
    if (ctx.request().version() == HttpVersion.HTTP_1_0) {
      throw ProblemException.of(
          ProblemKind.HTTP_VERSION,
          "lines are sent over HTTP/1.1, where one that was broken off is told from a whole one");
    }
    JsonObject request = Requests.parameters(ctx);
    OF_PAGES.stream()
        .filter(request::containsKey)
        .findFirst()
        .ifPresent(
            name -> {
              throw ProblemException.invalid(name, "left out: lines are of the whole month");
            });
    return request;
  }
}
