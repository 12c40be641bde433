package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Holds answers against the contract: that status, media type and headers are declared for the
 * operation, and that the body is as its schema says.
 */
public final class ContractCheck {

  private static final Set<String> OF_TRANSPORT =
      Set.of("content-type", "content-length", "transfer-encoding", "connection", ":status");
  private static final int CONTINUE = 100;
  private static final Set<String> JSON = Set.of("application/json", "application/problem+json");

  private final Contract contract = Contract.get();
  private final String what;
  private final MultiMap headers;
  private final JsonObject response;

  private ContractCheck(String method, String target, int status, MultiMap headers) {
    String path = target.split("\\?", 2)[0];
    this.what = method + " " + target + ": " + status;
    this.headers = headers;
    this.response =
        contract
            .response(method, path, status)
            .orElseThrow(() -> new AssertionError(what + " is not in the contract"));
  }

  /** Passes on an answer that is as the contract says; a body that is a stream is not read. */
  public static <T> HttpResponse<T> checked(HttpResponse<T> answer) {
    String query = answer.uri().getRawQuery();
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    answer.headers().map().forEach(headers::add);
    check(
        answer.request().method(),
        answer.uri().getRawPath() + (query == null ? "" : "?" + query),
        answer.statusCode(),
        headers,
        bytes(answer.body(), headers));
    return answer;
  }

  // packed bytes are no text any more once they were read as such
  private static Optional<byte[]> bytes(Object body, MultiMap headers) {
    if (body instanceof String text && !headers.contains("content-encoding")) {
      return Optional.of(text.getBytes(UTF_8));
    }
    return body instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
  }

  /** Checks an answer; what of its body is not known is not looked at. */
  public static void check(
      String method, String target, int status, MultiMap headers, Optional<byte[]> body) {
    if (status == CONTINUE) {
      return;
    }
    ContractCheck check = new ContractCheck(method, target, status, headers);
    check.headers();
    check.mediaType();
    if (!method.equals("HEAD")) {
      body.ifPresent(check::body);
    }
  }

  /** Checks a line of the events of runs; any other than an event's data is passed over. */
  public static void runEvent(String line) {
    if (line.startsWith("data: ")) {
      JsonObject schema = new JsonObject().put("$ref", "#/components/schemas/RunEvent");
      Object event = ExactJson.read(line.substring("data: ".length()));
      assertThat(Contract.get().faults(schema, event)).as(line).isEmpty();
    }
  }

  private void headers() {
    JsonObject declared = response.getJsonObject("headers", new JsonObject());
    for (Map.Entry<String, Object> header : declared) {
      header(header.getKey(), contract.resolved((JsonObject) header.getValue()));
    }
    List<String> names =
        declared.fieldNames().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    assertThat(headers.names())
        .as(what)
        .allSatisfy(
            name ->
                assertThat(names.contains(lower(name)) || OF_TRANSPORT.contains(lower(name)))
                    .as("header %s is declared", name)
                    .isTrue());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void header(String name, JsonObject declared) {
    List<String> given = headers.getAll(name);
    int least = declared.getBoolean("required", false) ? 1 : 0;
    assertThat(given).as(what + ", header " + name).hasSizeBetween(least, 1);
    given.forEach(value -> require(declared.getJsonObject("schema"), value, name));
  }

  private void mediaType() {
    String given = headers.get("content-type");
    JsonObject content = response.getJsonObject("content");
    if (content == null) {
      assertThat(given).as(what).isNull();
    } else {
      assertThat(given).as(what).isNotNull();
      assertThat(content.fieldNames()).as(what).contains(mediaType(given));
    }
  }

  private static String mediaType(String header) {
    return header.split(";", 2)[0].strip();
  }

  private void body(byte[] bytes) {
    if (!response.containsKey("content")) {
      assertThat(bytes).as(what).isEmpty();
      return;
    }
    String mediaType = mediaType(headers.get("content-type"));
    JsonObject content = response.getJsonObject("content").getJsonObject(mediaType);
    if (JSON.contains(mediaType)) {
      require(content.getJsonObject("schema"), ExactJson.read(text(bytes)), "the body");
    } else if (content.containsKey("x-line")) {
      text(bytes)
          .lines()
          .forEach(
              line -> require(content.getJsonObject("x-line"), ExactJson.read(line), "a line"));
    }
  }

  private String text(byte[] bytes) {
    boolean packed = "gzip".equals(headers.get("content-encoding"));
    try {
      return new String(packed ? unpacked(bytes) : bytes, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(what, e);
    }
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private void require(JsonObject schema, Object value, String name) {
    assertThat(contract.faults(schema, value)).as("%s, %s: %s", what, name, value).isEmpty();
  }
}
