package dev.stillwater.fuzz;

import static dev.stillwater.testing.TestService.encode;

import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Spoils requests, in one way at a time. Not thread-safe. */
final class Spoiler {

  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO", "get");
  private static final List<String> PATH_TRICKS =
      List.of(
          "//",
          "/./",
          "/../",
          "/%2e/",
          "/%2E%2e/",
          "/%2f",
          "/%5c",
          ";a=b",
          "/%00",
          "/%zz",
          "/%",
          "/%c0%af",
          "/%ff",
          "\\",
          "/é",
          "%20",
          "/ARCHIVE",
          "/%61rchive",
          "/",
          "/%25%32%65");
  private static final List<String> MEDIA_TYPES =
      List.of(
          "application/json; charset=utf-16",
          "application/json; charset=\"",
          "application/json;",
          "application/x-ndjson",
          "text/plain",
          "application/xml",
          "*/*",
          "",
          ";",
          "/",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "APPLICATION/JSON; Charset=UTF-8");
  private static final List<String> ENCODINGS =
      List.of("gzip", "GZIP", "br", "deflate", "identity", "gzip, gzip", "", "\"");
  private static final List<String> HEADERS =
      List.of(
          "accept",
          "accept-encoding",
          "if-none-match",
          "prefer",
          "last-event-id",
          "range",
          "expect",
          "content-type",
          "x-api-key",
          "authorization",
          "traceparent",
          "cookie",
          "forwarded",
          "te",
          "upgrade",
          "x-http-method-override");
  private static final List<String> HEADER_VALUES =
      List.of(
          "",
          "*",
          "\"",
          "\"\"",
          "W/\"x\", *",
          "\",\"".repeat(500),
          ",,,;;;==",
          "application/x-ndjson",
          "application/x-ndjson;q=0.9, application/json;q=nan",
          "application/json;q=99999999999999999999",
          "gzip;q=1e400",
          "gzip",
          "wait=0",
          "wait=99999999999999999999",
          "wait=\"1",
          "respond-async, wait=1",
          "0-0",
          "999999999999999999-999999999999999999",
          "1-",
          "bytes=0-0",
          "bytes=9-1,-",
          "Bearer a.b.c",
          "Basic Og==",
          "00-0-0-0",
          "websocket",
          "é",
          "a".repeat(9_000));

  private final Random random;
  private final BodySpoiler bodies;
  private final List<Consumer<Draft>> ways =
      List.of(
          this::method,
          this::path,
          this::segment,
          this::parameter,
          this::parameter,
          this::lostParameter,
          this::unknownParameter,
          this::repeatedParameter,
          this::cursor,
          this::header,
          this::header,
          this::mediaType,
          this::encoding,
          this::longLine,
          this::body,
          this::body,
          this::body);

  Spoiler(Random random) {
    this.random = random;
    this.bodies = new BodySpoiler(random);
  }

  void spoil(Draft draft) {
    boolean again = !draft.spoiled.equals("nothing");
    any(ways).accept(draft);
    // one fault may have taken the other away
    draft.refused &= !again;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void method(Draft draft) {
    draft.spoiled = "method";
    draft.method = any(METHODS);
  }

  private void path(Draft draft) {
    draft.spoiled = "path";
    int slash = draft.path.indexOf('/', random.nextInt(draft.path.length()));
    int place = slash < 0 ? draft.path.length() : slash;
    draft.path = draft.path.substring(0, place) + any(PATH_TRICKS) + draft.path.substring(place);
  }

  private void segment(Draft draft) {
    draft.spoiled = "segment";
    String[] segments = draft.path.split("/", -1);
    segments[segments.length - 1 - random.nextInt(Math.min(2, segments.length - 1))] =
        encode(HostileText.any(random));
    draft.path = String.join("/", segments);
  }

  private void parameter(Draft draft) {
    draft.spoiled = "parameter";
    if (draft.query.isEmpty()) {
      unknownParameter(draft);
      return;
    }
    int place = random.nextInt(draft.query.size());
    String name = draft.query.get(place).split("=", 2)[0];
    draft.query.set(place, name + "=" + encode(HostileText.any(random)));
  }

  private void lostParameter(Draft draft) {
    draft.spoiled = "lost parameter";
    if (!draft.query.isEmpty()) {
      draft.query.remove(random.nextInt(draft.query.size()));
    }
  }

  private void unknownParameter(Draft draft) {
    draft.spoiled = "unknown parameter";
    draft.query.add("unknown=" + encode(HostileText.any(random)));
    draft.refused = true;
  }

  private void repeatedParameter(Draft draft) {
    draft.spoiled = "repeated parameter";
    if (!draft.query.isEmpty()) {
      draft.query.add(any(draft.query));
      draft.refused = true;
    }
  }

  private void cursor(Draft draft) {
    draft.spoiled = "cursor";
    draft.query.replaceAll(
        parameter ->
            parameter.startsWith("cursor=")
                ? "cursor=" + encode(flipped(parameter.substring("cursor=".length())))
                : parameter);
  }

  private String flipped(String cursor) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(cursor);
      for (int flips = 1 + random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return random.nextInt(4) == 0 ? text.substring(random.nextInt(text.length() + 1)) : text;
    } catch (IllegalArgumentException noBase64) {
      return cursor + "=";
    }
  }

  private void header(Draft draft) {
    draft.spoiled = "header";
    draft.headers.set(any(HEADERS), any(HEADER_VALUES));
  }

  private void mediaType(Draft draft) {
    draft.spoiled = "media type";
    draft.headers.set("content-type", any(MEDIA_TYPES));
  }

  private void encoding(Draft draft) {
    draft.spoiled = "encoding";
    draft.headers.set("content-encoding", any(ENCODINGS));
  }

  private void longLine(Draft draft) {
    draft.spoiled = "long line";
    draft.query.add("a".repeat(16_000 + random.nextInt(1_000)) + "=");
    draft.refused = true;
  }

  private void body(Draft draft) {
    if (draft.body.length() == 0) {
      draft.spoiled = "a body where there is none";
      draft.body = Buffer.buffer(HostileText.any(random));
    } else {
      bodies.spoil(draft);
    }
  }
}
