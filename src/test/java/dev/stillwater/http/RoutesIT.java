package dev.stillwater.http;

import static dev.stillwater.testing.TestService.JSON;
import static dev.stillwater.testing.TestService.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods and the limits of HTTP: whatever is wrong is told as a problem. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RoutesIT {

  private static final int MAX_REQUEST_LINE = 16 * 1024;
  private static final String EMOJI = "\ud83d\ude80";

  private final TestService service;

  RoutesIT(TestDatabase database) {
    this.service =
        TestService.start(database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private static Stream<String> ids() {
    return Stream.of(
        "archive",
        "trend",
        "diff",
        "maintenance",
        "events",
        "runs",
        "2026-03",
        "a/b",
        "/",
        "//",
        "a/../b",
        "...",
        ".a",
        "a..",
        "../..",
        "100%",
        "%2F",
        "%00",
        "%",
        "a b",
        " ",
        "a+b",
        "a;b=c",
        "a?b",
        "a#b",
        "a&b=c",
        "\"\\'",
        "\r\n\t",
        "\u007f",
        "é",
        "e\u0301",
        "אבג",
        "\ufffd",
        "\uffff",
        ":id",
        "*",
        EMOJI.repeat(512));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void anyTextIsAnId(String id) {
    String stream = "/api/v1/streams/" + encode(id);
    String snapshots = "/api/v1/snapshots/" + encode(id);
    JsonObject event = new JsonObject().put("streamId", id).put("eventType", "t");
    assertThat(service.put(stream, "{\"state\":{}}").status()).isEqualTo(201);
    assertThat(service.post("/api/v1/events", JSON, event.encode()).status()).isEqualTo(200);
    assertThat(service.maintain().status()).isEqualTo(200);

    for (String path : List.of(stream, snapshots + "/2026-03")) {
      assertThat(service.get(path).json().getString("streamId")).isEqualTo(id);
    }
    assertThat(service.get(snapshots).list("snapshots")).hasSize(1);
    assertThat(service.get(stream + "/events").list("events")).hasSize(1);
    assertThat(service.get(snapshots + "/archive").list("events")).isEmpty();
    assertThat(service.get(snapshots + "/trend?field=n").list("points")).hasSize(1);
    String months = "from=2026-03&to=2026-03";
    assertThat(service.get(snapshots + "/diff?" + months).list("changed")).isEmpty();
    assertThat(service.get("/api/v1/streams?prefix=" + encode(id)).list("streams").get(0))
        .isEqualTo(service.get(stream).json());
  }

  @Test
  void whatIsNotAsciiMustBeEscaped() throws IOException {
    problem400("path", "/api/v1/streams/café");
    problem400("query", "/api/v1/streams/a/events?type=café");
  }

  private void problem400(String field, String target) throws IOException {
    assertThat(RawHttp.get(service, target).problem(400).getString("field")).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%00b", "a*513", "%F0%9F%9A%80*513"})
  void whatIsNoIdIsRefused(String segment) {
    String[] parts = segment.split("\\*");
    String id = parts[0].repeat(parts.length > 1 ? Integer.parseInt(parts[1]) : 1);
    for (String path :
        List.of(
            "/streams/%s",
            "/streams/%s/events",
            "/snapshots/%s",
            "/snapshots/%s/archive",
            "/snapshots/%s/trend?field=n",
            "/snapshots/%s/diff?from=2026-03&to=2026-03",
            "/snapshots/%s/2026-03")) {
      assertThat(service.get("/api/v1" + path.formatted(id)).problem(400).getString("field"))
          .isEqualTo("streamId");
    }
    assertThat(
            service.put("/api/v1/streams/" + id, "{\"state\":{}}").problem(400).getString("field"))
        .isEqualTo("streamId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/streams/.",
        "/api/v1/streams/..",
        "/api/v1/streams/%2e",
        "/api/v1/streams/%2E%2e/events",
        "/api/v1/streams/../snapshots/a",
        "/api/v1/snapshots/./2026-03",
        "/api/v1/streams//events",
        "/api/v1//streams/a",
        "//api/v1/streams/a",
        "/api/v1/streams/",
        "/api/v1/snapshots/",
        "/api/v1/streams/a/b",
        "/api/v1/snapshots/a/trend/b",
        "/api/v1/snapshots/a/b/c",
        "/api/v2/streams/a",
        "*",
      })
  void otherPathsAreNotFound(String path) throws IOException {
    RawHttp.get(service, path).problem(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%zz", "%+1", "%C3", "%C3%28", "%C0%AF", "%ED%A0%80", "%FF"})
  void escapesThatAreNoUtf8AreRefused(String segment) throws IOException {
    for (String path : List.of("/api/v1/streams/", "/api/v1/snapshots/a/", "/")) {
      problem400("path", path + segment);
    }
    problem400("query", "/api/v1/streams/a/events?type=" + segment);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE,/api/v1/streams/a",
    "POST,/api/v1/streams/a",
    "PUT,/api/v1/streams/a/events",
    "GET,/api/v1/events",
    "POST,/api/v1/streams",
    "POST,/api/v1/snapshots",
    "POST,/api/v1/snapshots/a",
    "PUT,/api/v1/snapshots/a/trend",
    "PUT,/api/v1/snapshots/maintenance",
    "PUT,/api/v1/maintenance/runs/1",
    "PATCH,/health/live",
  })
  void otherMethodsAreNotAllowed(String method, String path) {
    service.send(service.request(path).method(method, BodyPublishers.noBody())).problem(405);
  }

  @Test
  void headIsAnsweredAsGetWithoutBody() {
    service.put("/api/v1/streams/headed", "{\"state\":{}}");
    for (String path :
        List.of(
            "/api/v1/streams",
            "/api/v1/streams/headed",
            "/api/v1/snapshots?month=2026-03",
            "/api/v1/snapshots/headed",
            "/api/v1/snapshots/headed/trend?field=n",
            "/health/live")) {
      Answer head = head(path);
      assertThat(head.status()).as(path).isEqualTo(200);
      assertThat(head.header("content-type")).isEqualTo("application/json");
      assertThat(head.body()).isEmpty();
    }
    assertThat(head("/api/v1/streams/nobody").status()).isEqualTo(404);
    assertThat(head("/api/v1/events").status()).isEqualTo(405);
  }

  private Answer head(String path) {
    return service.send(service.request(path).method("HEAD", BodyPublishers.noBody()));
  }

  @Test
  void requestLineMayBe16KiBLong() throws IOException {
    String id = encode(EMOJI.repeat(512));
    String type = encode(EMOJI.repeat(512));
    assertThat(service.get("/api/v1/streams/" + id + "/events?type=" + type).status())
        .isEqualTo(200);
    RawHttp.get(service, targetOfLine(MAX_REQUEST_LINE)).problem(400);
    RawHttp.get(service, targetOfLine(MAX_REQUEST_LINE + 1)).problem(414);
    RawHttp.get(service, targetOfLine(2 * MAX_REQUEST_LINE)).problem(414);
  }

  private static String targetOfLine(int length) {
    String path = "/api/v1/streams/";
    return path + "a".repeat(length - "GET  HTTP/1.1".length() - path.length());
  }

  @Test
  void headersHaveALimit() throws IOException {
    RawHttp.get(service, "/health/live", "x: " + "a".repeat(9_000)).problem(431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n",
        "GET /health/live HTTP/1.1\r\nhost: a\r\nb@d: x\r\n\r\n",
        "POST /api/v1/events HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nx\r\n",
      })
  void whatIsNoHttpIsRefused(String request) throws IOException {
    RawHttp.exchange(service, request).problem(400);
  }

  @Test
  void problemNamesThePathAsSent() {
    assertThat(service.get("/api/v1/streams/no%20one").problem(404).getString("instance"))
        .isEqualTo("/api/v1/streams/no%20one");
  }
}
