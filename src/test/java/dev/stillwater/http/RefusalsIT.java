package dev.stillwater.http;

import static java.util.stream.Collectors.toSet;
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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is refused, before the router or behind it, is refused with a problem. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class RefusalsIT {

  private static final int MAX_BODY = 10_000;
  private static final String LF = "\r\n";
  private static final String EVENTS =
      "POST /api/v1/events HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";

  private final TestService service;

  RefusalsIT(TestDatabase database) {
    this.service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
            "http.body-timeout=300ms",
            "http.max-header=2048",
            "http.max-body=" + MAX_BODY);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private void refused(int status, String request) throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(request);
      Answer answer = http.receive();
      JsonObject problem = answer.problem(status);
      assertThat(problem.getString("detail")).isNotBlank();
      assertThat(answer.header("cache-control")).isEqualTo("no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0001\u0002 / HTTP/1.1",
        "GET",
        "GET /health/live",
        "GET /health/live HTTP/x",
        "GET  HTTP/1.1",
        "GET /a b HTTP/1.1",
        "G\u0000T / HTTP/1.1",
      })
  void requestLines(String line) throws IOException {
    refused(400, line + "\r\nhost: a\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length: x",
        "content-length: -1",
        "content-length: +1",
        "content-length: 99999999999999999999",
        "content-length: 1, 2",
        "content-length: 1\r\ncontent-length: 2",
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
        "transfer-encoding: identity",
        "transfer-encoding: gzip",
        "transfer-encoding: chunked, gzip",
        "transfer-encoding: xchunked",
        "b@d: x",
        "bad : x",
        "x: a\u0000b",
        "no colon",
        "host: b",
      })
  void headers(String lines) throws IOException {
    refused(400, EVENTS.replace("json", "x-ndjson") + lines + "\r\n\r\n0\r\n\r\n");
  }

  @Test
  void missingHost() throws IOException {
    refused(400, "GET /health/live HTTP/1.1\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "501, BREW /health/live HTTP/1.1",
    "501, get /health/live HTTP/1.1",
    "501, PROPFIND /api/v1/streams HTTP/1.1",
    "505, GET /health/live HTTP/2.0",
    "505, GET /health/live HTTP/1.2",
    "505, GET /health/live HTTP/0.9",
    "505, PRI * HTTP/2.0",
    "505, GET /health/live XTTP/1.1",
    "404, CONNECT a:443 HTTP/1.1",
    "404, OPTIONS * HTTP/1.1",
    "405, TRACE /health/live HTTP/1.1",
  })
  void methodsAndVersions(int status, String line) throws IOException {
    refused(status, line + "\r\nhost: a\r\n\r\n");
  }

  @Test
  void longLinesAndHeaders() throws IOException {
    refused(414, "GET /" + "a".repeat(17_000) + " HTTP/1.1\r\nhost: a\r\n\r\n");
    refused(431, RawHttp.head("GET", "/health/live", "x: " + "a".repeat(3_000)));
    refused(431, RawHttp.head("GET", "/health/live", ("x: a" + LF).repeat(600) + "y: a"));
    assertThat(RawHttp.get(service, "/health/live", "x: " + "a".repeat(1_000)).status())
        .isEqualTo(200);
  }

  @Test
  void expectations() throws IOException {
    refused(417, EVENTS + "expect: 200-ok\r\ncontent-length: 2\r\n\r\n[]");
  }

  @Test
  void bodiesThatAreNotAskedFor() throws IOException {
    String expecting = EVENTS + "expect: 100-continue\r\n";
    refused(413, expecting + "content-length: " + (MAX_BODY + 1) + "\r\n\r\n");
    refused(400, expecting.replace("events", "events?x=1") + "content-length: 2\r\n\r\n");
    refused(415, expecting.replace("json", "xml") + "content-length: 2\r\n\r\n");
    refused(415, expecting + "content-encoding: br\r\ncontent-length: 2\r\n\r\n");
    refused(404, expecting.replace("events", "evens") + "content-length: 2\r\n\r\n");
  }

  @Test
  void bodyThatIsAskedForAndDoesNotCome() throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(EVENTS + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");
      assertThat(http.receiveHead()).isEmpty();
      http.receive().problem(408);
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void bodyThatIsAskedForAndComes() throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(EVENTS + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");
      assertThat(http.receiveHead()).isEmpty();
      http.send("[]");
      assertThat(http.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void bodiesThatAreTooLarge() throws IOException {
    refused(413, EVENTS + "content-length: " + (MAX_BODY + 1) + "\r\n\r\n");
    String chunk = Integer.toHexString(MAX_BODY + 1) + LF + " ".repeat(MAX_BODY + 1) + LF;
    refused(413, EVENTS + "transfer-encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE | /api/v1/streams/a | GET, HEAD, PUT",
        "OPTIONS | /api/v1/streams/a | GET, HEAD, PUT",
        "OPTIONS | /api/v1/streams/a%2Fb | GET, HEAD, PUT",
        "POST | /api/v1/streams | GET, HEAD",
        "GET | /api/v1/events | POST",
        "HEAD | /api/v1/events | POST",
        "POST | /api/v1/snapshots/a/2026-01 | GET, HEAD",
        "POST | /api/v1/snapshots/a/trend | GET, HEAD",
        "PUT | /api/v1/snapshots/maintenance | GET, HEAD, POST",
        "POST | /api/v1/maintenance/runs/1 | DELETE, GET, HEAD",
        "GET | /api/v1/maintenance/pause | POST",
        "POST | /api/v1/maintenance/events | GET",
        "GET | /api/v1/archive/2026-01/restore | DELETE, POST",
        "PATCH | /health/live | GET, HEAD",
        "PATCH | /health/live/ | GET, HEAD",
        "POST | /metrics | GET, HEAD",
      })
  void otherMethodsAreToldWhatIsAllowed(String method, String path, String allowed) {
    Answer answer = service.send(service.request(path).method(method, BodyPublishers.noBody()));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(Set.of(answer.header("allow").split(", ")))
        .isEqualTo(Stream.of(allowed.split(", ")).collect(toSet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
        "GET /api/v1/streams",
        "GET /api/v1/streams/a",
        "PUT /api/v1/streams/a",
        "GET /api/v1/streams/a/events",
        "POST /api/v1/events",
        "GET /api/v1/snapshots?month=2026-01",
        "GET /api/v1/snapshots/a",
        "GET /api/v1/snapshots/a/2026-01",
        "GET /api/v1/snapshots/a/archive",
        "GET /api/v1/snapshots/a/trend?field=n",
        "GET /api/v1/snapshots/a/diff?from=2026-01&to=2026-02",
        "POST /api/v1/snapshots/maintenance",
        "POST /api/v1/snapshots/maintenance?dryRun=true",
        "GET /api/v1/maintenance",
        "GET /api/v1/maintenance/plan",
        "GET /api/v1/maintenance/runs",
        "GET /api/v1/maintenance/runs/1",
        "DELETE /api/v1/maintenance/runs/1",
        "POST /api/v1/maintenance/pause",
        "POST /api/v1/maintenance/resume",
        "GET /api/v1/maintenance/events",
        "POST /api/v1/archive/2026-01/restore",
        "DELETE /api/v1/archive/2026-01/restore",
      })
  void unknownParametersAreNamedEverywhere(String request) {
    String[] parts = request.split(" ");
    String path = parts[1] + (parts[1].contains("?") ? "&" : "?") + "odd=1";
    Answer answer =
        service.send(
            service
                .request(path)
                .header("content-type", TestService.JSON)
                .method(parts[0], BodyPublishers.noBody()));
    assertThat(answer.problem(400).getString("field")).isEqualTo("odd");
  }

  @Test
  void unknownMembersAreNamed() {
    String event = "{\"streamId\":\"a\",\"eventType\":\"t\",\"odd\":1}";
    for (Answer answer :
        new Answer[] {
          service.post("/api/v1/events", TestService.JSON, event),
          service.post("/api/v1/events", TestService.NDJSON, event),
          service.put("/api/v1/streams/a", "{\"state\":{},\"odd\":1}")
        }) {
      assertThat(answer.problem(400).getString("field")).isEqualTo("odd");
    }
  }

  @Test
  void depthIsRefusedWithItsPlace() {
    String deep = "[".repeat(600) + "]".repeat(600);
    JsonObject problem =
        service.put("/api/v1/streams/a", "{\n\"state\":{\"a\":" + deep + "}}").problem(400);
    assertThat(problem.getString("field")).isEqualTo("state");
    assertThat(problem.getInteger("line")).isEqualTo(2);
    assertThat(problem.getString("expected")).contains("levels");
  }
}
