package dev.stillwater.stream;

import static dev.stillwater.testing.TestService.JSON;
import static dev.stillwater.testing.TestService.NDJSON;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that are taken, and how they are counted. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class EventsIT {

  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00.123456789Z");
  private static final String HOT = "2026-03-01T08:00:00.000001Z";
  private static final String OLD = "2025-12-10T08:00:00.999999Z";
  private static final String LATE = "2019-07-01T00:00:00Z";

  private final TestDatabase database;
  private final TestService service;

  EventsIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, new SettableClock(NOW));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, "Application/JSON; charset=\"UTF-8\"", NDJSON})
  void takesOneEvent(String contentType) {
    TestEvent event = TestEvent.at(HOT);
    requireCounts(service.post("/api/v1/events", contentType, event.json()), 1, 0);
    requireCounts(service.post("/api/v1/events", contentType, event.json()), 0, 1);
    assertThat(event.heldBy(database)).containsExactly("event_log");
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, NDJSON})
  void countsWhatIsNewAndWhatIsHeldAlready(String contentType) {
    TestEvent one = TestEvent.at(HOT);
    TestEvent other = TestEvent.of(one.streamId(), HOT);
    requireCounts(post(contentType, one, other, one), 2, 1);
    requireCounts(post(contentType, one, other, TestEvent.at(LATE)), 1, 2);
    assertThat(one.heldBy(database)).containsExactly("event_log");
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, NDJSON})
  void takesNoEvents(String contentType) {
    requireCounts(post(contentType), 0, 0);
  }

  @Test
  void takesManyEvents() {
    TestEvent[] events =
        Stream.generate(() -> TestEvent.at(HOT)).limit(5_000).toArray(TestEvent[]::new);
    requireCounts(post(NDJSON, events), 5_000, 0);
    requireCounts(post(JSON, events), 0, 5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, LATE})
  void countsWhatIsArchivedAsHeld(String occurredAt) {
    TestEvent event = TestEvent.at(occurredAt);
    requireCounts(post(JSON, event), 1, 0);
    assertThat(service.maintain().status()).isEqualTo(200);
    assertThat(event.heldBy(database)).containsExactly("stream_archive");
    requireCounts(post(NDJSON, event, event, TestEvent.at(occurredAt)), 1, 2);
    assertThat(event.heldBy(database)).containsExactly("stream_archive");
  }

  @Test
  void keepsTheFirstPayload() {
    TestEvent event = TestEvent.at(OLD).with("{\"n\": 1}");
    post(NDJSON, event, event.with("{\"n\": 2}"));
    post(JSON, event.with("{\"n\": 3}"));
    service.maintain();
    post(JSON, event.with("{\"n\": 4}"));
    assertThat(timeline(event.streamId()))
        .extracting(stored -> stored.getJsonObject("payload").encode())
        .containsExactly("{\"n\":1}");
  }

  @Test
  void fillsInWhatIsLeftOut() {
    String body = "{\"streamId\":\"bare\",\"eventType\":\"t\"}\n".repeat(2);
    requireCounts(service.post("/api/v1/events", NDJSON, body), 2, 0);
    assertThat(timeline("bare"))
        .hasSize(2)
        .allSatisfy(
            event -> {
              assertThat(event.getString("occurredAt")).isEqualTo("2026-03-15T12:00:00.123456Z");
              assertThat(event.getJsonObject("payload")).isEmpty();
              assertThat(UUID.fromString(event.getString("eventId")).version()).isEqualTo(4);
            });
  }

  @Test
  void takesCompressedBodies() {
    byte[] body = Gzip.of(TestEvent.at(HOT).json() + "\n" + TestEvent.at(HOT).json());
    Answer answer =
        service.send(
            service
                .request("/api/v1/events")
                .header("content-type", NDJSON)
                .header("content-encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body)));
    requireCounts(answer, 2, 0);
  }

  private Answer post(String contentType, TestEvent... events) {
    List<String> lines = Stream.of(events).map(TestEvent::json).toList();
    String body = contentType.equals(JSON) ? lines.toString() : String.join("\n", lines);
    return service.post("/api/v1/events", contentType, body);
  }

  private List<JsonObject> timeline(String streamId) {
    return service.get("/api/v1/streams/" + streamId + "/events").list("events");
  }

  private static void requireCounts(Answer answer, int accepted, int duplicates) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo("{\"accepted\":" + accepted + ",\"duplicates\":" + duplicates + "}");
  }
}
