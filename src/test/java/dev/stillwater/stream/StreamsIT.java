package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class StreamsIT {

  private static final int MAX_BODY = 1000;

  private final TestDatabase database;
  private final TestService service;

  StreamsIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
            "http.max-body=" + MAX_BODY);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void createsThenReplaces() {
    String path = path();
    JsonObject created = put(path, "{\"state\":{\"n\":1,\"old\":true}}", 201);
    assertThat(created.fieldNames())
        .containsExactly("streamId", "status", "state", "createdAt", "updatedAt");
    assertThat(created.getString("status")).isEqualTo("ACTIVE");
    assertThat(created.getString("createdAt")).isEqualTo(created.getString("updatedAt"));

    JsonObject replaced = put(path, "{\"status\":\"CLOSED\",\"state\":{\"n\":2}}", 200);
    assertThat(replaced.getString("status")).isEqualTo("CLOSED");
    assertThat(replaced.getJsonObject("state")).isEqualTo(new JsonObject().put("n", 2));
    assertThat(replaced.getString("createdAt")).isEqualTo(created.getString("createdAt"));
    assertThat(replaced.getInstant("updatedAt")).isAfter(created.getInstant("updatedAt"));
    assertThat(service.get(path).json()).isEqualTo(replaced);
  }

  @Test
  void keepsTheStatusThatIsNotGiven() {
    String path = path();
    put(path, "{\"status\":\"PAUSED\",\"state\":{}}", 201);
    assertThat(put(path, "{\"state\":{\"n\":1}}", 200).getString("status")).isEqualTo("PAUSED");
  }

  @Test
  void theDatabaseKeepsUpdatedAt() {
    String path = path();
    JsonObject created = put(path, "{\"state\":{}}", 201);
    database.execute(
        "UPDATE stillwater.stream SET state = '{\"by\": \"sql\"}', updated_at = '2000-01-01' WHERE stream_id = '%s'"
            .formatted(created.getString("streamId")));
    JsonObject updated = service.get(path).json();
    assertThat(updated.getJsonObject("state").getString("by")).isEqualTo("sql");
    assertThat(updated.getInstant("updatedAt")).isAfter(created.getInstant("updatedAt"));
  }

  @Test
  void takesStreamsWrittenWithPlainSql() {
    database.execute(
        "INSERT INTO stillwater.stream (stream_id, updated_at) VALUES ('bare', '2000-01-01')");
    JsonObject stream = service.get("/api/v1/streams/bare").json();
    assertThat(stream.getString("status")).isEqualTo("ACTIVE");
    assertThat(stream.getJsonObject("state")).isEmpty();
    assertThat(stream.getString("updatedAt")).isEqualTo(stream.getString("createdAt"));
    put("/api/v1/streams/bare", "{\"state\":{}}", 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "state  | {}",
        "state  | {'status':'A'}",
        "state  | {'state':null}",
        "state  | {'state':[]}",
        "state  | {'state':{'a':'\\u0000'}}",
        "state  | {'state':{'a':1e-1001}}",
        "status | {'state':{},'status':''}",
        "status | {'state':{},'status':null}",
        "status | {'state':{},'status':1}",
        "stat   | {'state':{},'stat':'A'}",
        "body   | {'state':{},'state':{}}",
        "body   | [{'state':{}}]",
        "body   | 'state'",
        "body   | {'state':{}",
        "body   | {'state':{}} x",
        "body   | ^^",
      })
  void refusesOtherBodies(String field, String body) {
    String path = path();
    JsonObject before = put(path, "{\"state\":{\"n\":1}}", 201);
    JsonObject problem = service.put(path, body.replace('\'', '"')).problem(400);
    assertThat(problem.getString("field")).isEqualTo(field);
    assertThat(problem.getInteger("line")).isEqualTo(1);
    assertThat(service.get(path).json()).isEqualTo(before);
  }

  @Test
  void refusesBodiesThatAreTooLargeOrOfAnotherType() {
    String path = path();
    service.put(path, "{\"state\":{\"a\":\"" + "a".repeat(MAX_BODY) + "\"}}").problem(413);
    service
        .send(
            service
                .request(path)
                .header("content-type", TestService.NDJSON)
                .PUT(BodyPublishers.ofString("{\"state\":{}}")))
        .problem(415);
    service.put(path + "?status=A", "{\"state\":{}}").problem(400);
    service.get(path).problem(404);
  }

  @Test
  void unknownStreamIsNotFound() {
    JsonObject problem = service.get("/api/v1/streams/nobody").problem(404);
    assertThat(problem.getString("instance")).isEqualTo("/api/v1/streams/nobody");
    service.get("/api/v1/streams/nobody?limit=1").problem(400);
  }

  private static String path() {
    return "/api/v1/streams/" + UUID.randomUUID();
  }

  private JsonObject put(String path, String body, int status) {
    Answer answer = service.put(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer.json();
  }
}
