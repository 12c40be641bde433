package dev.stillwater.stream;

import static dev.stillwater.testing.TestService.JSON;
import static dev.stillwater.testing.TestService.NDJSON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Gzip;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are refused: whatever was good beside them is not written either. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class EventRefusalsIT {

  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
  private static final int MAX_BODY = 100 * 1024;
  private static final String GOOD = TestEvent.at("2026-03-01T00:00:00Z").json();
  private static final String START = "{\"streamId\":\"a\",\"eventType\":\"t\"";

  private final TestDatabase database;
  private final TestService service;

  EventRefusalsIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, new SettableClock(NOW), "http.max-body=" + MAX_BODY);
  }

  @AfterEach
  void nothingIsWritten() {
    assertThat(database.count("SELECT count(*) FROM stillwater.event_log")).isZero();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "streamId   | {'eventType':'t'}",
        "streamId   | {'streamId':'','eventType':'t'}",
        "streamId   | {'streamId':'a\\u0000','eventType':'t'}",
        "streamId   | {'streamId':7,'eventType':'t'}",
        "eventType  | {'streamId':'a'}",
        "eventType  | {'streamId':'a','eventType':null}",
        "eventType  | {'streamId':'a','eventType':'\\ud800'}",
        "eventId    | START,'eventId':'1-1-1-1-1'}",
        "occurredAt | START,'occurredAt':'2026-03-01'}",
        "occurredAt | START,'occurredAt':'2026-02-29T00:00:00Z'}",
        "occurredAt | START,'occurredAt':'2026-03-01T00:00:00.1234567Z'}",
        "occurredAt | START,'occurredAt':1772323200}",
        "payload    | START,'payload':[]}",
        "payload    | START,'payload':null}",
        "payload    | START,'payload':{'a':'\\u0000'}}",
        "body       | START,'payload':{'\\udead':1}}",
        "payload    | START,'payload':{'a':1e1001}}",
        "body       | START,'payload':{'a':1,'a':2}}",
        "body       | START,'streamId':'b'}",
        "body       | START,'payload':{'a':NaN}}",
        "body       | START,'payload':{'a':01}}",
        "body       | START",
        "body       | [GOOD]",
        "body       | 17",
        "occuredAt  | START,'occuredAt':'2026-03-01T00:00:00Z'}",
      })
  void namesLineAndField(String field, String event) {
    String bad = event.replace('\'', '"').replace("START", START).replace("GOOD", GOOD);
    requireFault(post(NDJSON, GOOD + "\n\n" + bad), 3, field);
  }

  @Test
  void namesTheLineInAnArray() {
    String bad = START + ",\"eventId\":\"\"}]";
    requireFault(post(JSON, "[" + GOOD + ",\n" + GOOD + ",\n" + bad), 3, "eventId");
    requireFault(post(JSON, "[" + GOOD + ",\n" + GOOD), 2, "body");
    requireFault(post(JSON, GOOD + "\n" + GOOD), 2, "body");
  }

  @Test
  void refusesDepthWithoutEnd() {
    requireFault(post(JSON, "[".repeat(50_000)), 1, "body");
    requireFault(post(NDJSON, START + ",\"payload\":" + "{\"a\":".repeat(10_000)), 1, "payload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f0\u009f\u0098"})
  void refusesWhatIsNotUtf8(String bytes) {
    String body = GOOD + "\n{\"streamId\":\"" + bytes + "\",\"eventType\":\"t\"}";
    requireFault(post(NDJSON, "identity", body.getBytes(ISO_8859_1)), 2, "body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n "})
  void refusesBodyWithoutJson(String body) {
    assertThat(post(JSON, body).problem(400).getString("field")).isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json;charset=latin1", "x"})
  void refusesOtherMediaTypes(String contentType) {
    post(contentType, GOOD).problem(415);
  }

  @Test
  void refusesBodyWithoutMediaType() {
    service
        .send(service.request("/api/v1/events").POST(BodyPublishers.ofString(GOOD)))
        .problem(415);
  }

  @Test
  void refusesBodyThatIsTooLarge() {
    String lines = (GOOD + "\n").repeat(MAX_BODY / GOOD.length() + 1);
    post(NDJSON, lines).problem(413);
    post(NDJSON, "gzip", Gzip.of(lines)).problem(413);
    post(NDJSON, "gzip", Gzip.of(" ".repeat(50_000_000))).problem(413);
  }

  @Test
  void refusesBodyThatIsNotCompressedAsSaid() {
    post(JSON, "gzip", GOOD.getBytes(ISO_8859_1)).problem(400);
    byte[] compressed = Gzip.of(GOOD);
    compressed[compressed.length - 6] ^= 1;
    post(JSON, "gzip", compressed).problem(400);
  }

  @Test
  void refusesCompressedBodyThatIsCutShort() {
    byte[] compressed = Gzip.of(GOOD + "\n");
    post(NDJSON, "gzip", Arrays.copyOf(compressed, compressed.length - 8)).problem(400);
  }

  @Test
  void refusesNumbersThatWouldComeBackManyTimesAsLong() {
    String numbers = String.join(",", Collections.nCopies(101, "1e1000"));
    String event = GOOD.replaceFirst("\"payload\":.*", "\"payload\":{\"n\":[" + numbers + "]}}");
    JsonObject problem = post(JSON, event).problem(400);
    assertThat(problem.getString("field")).isEqualTo("payload");
  }

  @Test
  void refusesOtherEncodings() {
    post(JSON, "rot13", GOOD.getBytes(ISO_8859_1)).problem(415);
  }

  @Test
  void refusesQueryParameters() {
    JsonObject problem = service.post("/api/v1/events?dryRun=true", JSON, GOOD).problem(400);
    assertThat(problem.getString("field")).isEqualTo("dryRun");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-07-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
  void refusesEventsBeyondTheMonthsCreated(String occurredAt) {
    String body = GOOD + "\n" + TestEvent.at(occurredAt).json() + "\n" + GOOD;
    JsonObject problem = requireFault(post(NDJSON, body), 422, 2, "occurredAt");
    assertThat(problem.getString("expected")).startsWith("before 2026-07-01T00:00:00.000000Z");
  }

  private Answer post(String contentType, String body) {
    return service.post("/api/v1/events", contentType, body);
  }

  private Answer post(String contentType, String encoding, byte[] body) {
    return service.send(
        service
            .request("/api/v1/events")
            .header("content-type", contentType)
            .header("content-encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static void requireFault(Answer answer, int line, String field) {
    requireFault(answer, 400, line, field);
  }

  private static JsonObject requireFault(Answer answer, int status, int line, String field) {
    JsonObject problem = answer.problem(status);
    assertThat(problem.getInteger("line")).as(answer.body()).isEqualTo(line);
    assertThat(problem.getString("field")).as(answer.body()).isEqualTo(field);
    assertThat(problem.getString("detail")).startsWith("line " + line + ": " + field + " must be ");
    return problem;
  }
}
