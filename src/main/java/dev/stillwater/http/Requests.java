package dev.stillwater.http;

import dev.stillwater.json.MediaType;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.ParsedHeaderValues;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/** What routes read from a request. */
final class Requests {

  private Requests() {}

  /** Refuses URIs that do not mean what is written, before a route is looked for. */
  static void guardUri(RoutingContext ctx) {
    Exchange.of(ctx).segments = Paths.segments(ctx.request().path());
    if (ctx.request().query() != null) {
      Paths.decode("query", ctx.request().query());
    }
  }

  /** The segment of the path that follows {@code /api/v1/} and the name of the collection. */
  static String streamId(RoutingContext ctx) {
    return segment(ctx, 3);
  }

  /** A segment of the path, counted from 0, percent-decoded once. */
  static String segment(RoutingContext ctx, int place) {
    return Exchange.of(ctx).segments.get(place);
  }

  /** The query parameters as a request for the bus; each may be given once. */
  static JsonObject parameters(RoutingContext ctx) {
    JsonObject request = new JsonObject();
    if (ctx.request().query() == null) {
      return request;
    }
    MultiMap parameters = ctx.queryParams();
    for (String name : parameters.names()) {
      if (parameters.getAll(name).size() > 1) {
        throw ProblemException.invalid(name, "given once");
      }
      request.put(name, parameters.get(name));
    }
    return request;
  }

  /** The query parameters and the stream of the path as a request for the bus. */
  static JsonObject aboutStream(RoutingContext ctx) {
    JsonObject request = parameters(ctx);
    if (request.containsKey("streamId")) {
      throw ProblemException.invalid("streamId", "left out: it is in the path");
    }
    return request.put("streamId", streamId(ctx));
  }

  static void refuseParameters(RoutingContext ctx) {
    ctx.queryParams().names().stream()
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw ProblemException.unknown(name);
            });
  }

  /** Whether a client says so in its headers; what cannot be read counts as not said. */
  static boolean prefers(RoutingContext ctx, Predicate<ParsedHeaderValues> preference) {
    try {
      return preference.test(ctx.parsedHeaders());
    } catch (IndexOutOfBoundsException loneQuote) {
      return false;
    }
  }

  static void requireJson(RoutingContext ctx) {
    String given = ctx.request().getHeader("content-type");
    if (!MediaType.of(given).equals("application/json")) {
      throw ProblemException.of(
          ProblemKind.UNSUPPORTED_MEDIA_TYPE, "content-type must be application/json, in UTF-8");
    }
  }

  /** Whether the body comes packed; refuses what cannot be unpacked. */
  static boolean isGzip(RoutingContext ctx) {
    String encoding = ctx.request().getHeader("content-encoding");
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return false;
    }
    if (encoding.equalsIgnoreCase("gzip")) {
      return true;
    }
    throw ProblemException.of(
        ProblemKind.UNSUPPORTED_MEDIA_TYPE, "content-encoding must be gzip, or none");
  }
}
