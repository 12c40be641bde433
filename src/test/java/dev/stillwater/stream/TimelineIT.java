package dev.stillwater.stream;

import static dev.stillwater.testing.TestService.NDJSON;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's events over hot log and archive, against a model in memory. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class TimelineIT {

  private static final String CUTOFF = "2025-12-15T00:00:00.000000Z";

  /**
   * Few, so that many events share one: late, archived by month and by batch, and hot; some just 92
   * days below others, where reading goes on in a second step.
   */
  private static final List<String> TIMES =
      List.of(
          "2019-02-28T23:59:59.999999Z",
          "2025-08-30T23:59:59.999999Z",
          "2025-09-14T00:00:00.000000Z",
          "2025-11-30T23:59:59.999999Z",
          "2025-12-01T00:00:00.000000Z",
          "2025-12-14T23:59:59.999999Z",
          CUTOFF,
          "2026-01-31T12:00:00.000001Z",
          "2026-03-01T00:00:00.000000Z",
          "2026-06-30T23:59:59.999999Z");

  private final Seeded seeded = Seeded.create();
  private final TestService service;
  private final List<TestEvent> events =
      Stream.generate(this::randomEvent)
          .limit(100)
          .sorted(
              comparing(TestEvent::occurredAt)
                  .thenComparing(e -> e.eventId().toString())
                  .reversed())
          .toList();

  TimelineIT(TestDatabase database) {
    this.service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
            "archive.batch-size=7");
  }

  private TestEvent randomEvent() {
    String payload = "{\"n\":" + seeded.ints(0, 99) + "}";
    return new TestEvent(
        "account", seeded.uuid(), seeded.pick("paid", "sent"), seeded.pick(TIMES), payload);
  }

  @BeforeAll
  void writeAndArchive() {
    String body = events.stream().map(TestEvent::json).collect(Collectors.joining("\n"));
    assertThat(service.post("/api/v1/events", NDJSON, body).json().getInteger("accepted"))
        .isEqualTo(events.size());
    assertThat(service.maintain().json().getLong("eventsArchived"))
        .isEqualTo(events.stream().filter(TimelineIT::isOld).count());
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 99, 100, 1000})
  void walkReturnsEachEventOnceInOrderAndWhole(int limit) {
    List<JsonObject> walked = walk("/api/v1/streams/account/events", limit);
    assertThat(walked).hasSameSizeAs(events);
    for (int i = 0; i < events.size(); i++) {
      requireWhole(walked.get(i), events.get(i));
    }
  }

  private static void requireWhole(JsonObject event, TestEvent written) {
    assertThat(event.fieldNames())
        .containsExactly(
            "eventId",
            "streamId",
            "eventType",
            "payload",
            "occurredAt",
            "recordedAt",
            "archivedAt");
    assertThat(TimelineIT.written(event)).isEqualTo(written);
    assertThat(event.getInstant("recordedAt")).isBefore(Instant.now().plusSeconds(60));
    assertThat(event.getString("archivedAt"))
        .isEqualTo(isOld(written) ? "2026-03-15T12:00:00.000000Z" : null);
  }

  @Test
  void archiveHasTheArchivedOnesOnly() {
    assertThat(keys(walk("/api/v1/snapshots/account/archive", 7)))
        .isEqualTo(keysWhere(TimelineIT::isOld));
  }

  @ParameterizedTest
  @MethodSource("ranges")
  void fromIsInclusiveToIsExclusive(String from, String to) {
    String query = "?from=" + from + "&to=" + to;
    assertThat(keys(walk("/api/v1/streams/account/events" + query, 7)))
        .isEqualTo(
            keysWhere(
                e -> e.occurredAt().compareTo(from) >= 0 && e.occurredAt().compareTo(to) < 0));
  }

  private static Stream<Arguments> ranges() {
    return TIMES.stream().flatMap(from -> TIMES.stream().map(to -> Arguments.of(from, to)));
  }

  @Test
  void whatComesInBelowTheArchivedStaysInOrder() {
    List<TestEvent> late =
        Stream.of("2026-03-15T11:00:00.000000Z", "2026-01-31T12:00:00.000001Z", TIMES.get(0))
            .map(time -> new TestEvent("late", seeded.uuid(), "paid", time, "{}"))
            .toList();
    late.forEach(event -> service.post("/api/v1/events", TestService.JSON, event.json()));
    assertThat(keys(walk("/api/v1/streams/late/events", 1))).isEqualTo(late);
    assertThat(keys(walk("/api/v1/streams/late/events", 7))).isEqualTo(late);
    assertThat(walk("/api/v1/snapshots/late/archive", 7)).isEmpty();
  }

  @Test
  void typeFilters() {
    assertThat(keys(walk("/api/v1/streams/account/events?type=paid", 7)))
        .isEqualTo(keysWhere(e -> e.eventType().equals("paid")));
    assertThat(walk("/api/v1/streams/account/events?type=Paid", 7)).isEmpty();
    assertThat(keys(walk("/api/v1/snapshots/account/archive?type=sent&from=" + TIMES.get(1), 3)))
        .isEqualTo(
            keysWhere(
                e ->
                    isOld(e)
                        && e.eventType().equals("sent")
                        && e.occurredAt().compareTo(TIMES.get(1)) >= 0));
  }

  @Test
  void offsetsOfTimesCount() {
    assertThat(walk("/api/v1/streams/account/events?from=2026-07-01T01:59:59.999999%2B02:00", 7))
        .isEqualTo(walk("/api/v1/streams/account/events?from=2026-06-30T23:59:59.999999Z", 7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/streams/nobody/events", "/api/v1/snapshots/nobody/archive"})
  void unknownStreamHasAnEmptyList(String path) {
    assertThat(service.get(path).status()).isEqualTo(200);
    assertThat(service.get(path).body()).isEqualTo("{\"streamId\":\"nobody\",\"events\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "limit,limit=0",
    "limit,limit=-1",
    "limit,limit=1001",
    "limit,limit=abc",
    "limit,limit=1e3",
    "limit,limit=",
    "limit,limit=%2B1",
    "limit,limit=99999999999999999999",
    "limit,limit=%D9%A1",
    "limit,limit=1&limit=1",
    "from,from=2026-01-01",
    "from,from=",
    "to,to=2026-01-01T00:00:00.0000001Z",
    "to,to=10000-01-01T00:00:00Z",
    "type,type=",
    "type,type=a%00",
    "type,type=a&type=b",
    "cursor,cursor=",
    "cursor,cursor=AAAA",
    "before,before=2026-01",
    "Limit,Limit=1",
    "streamId,streamId=account",
    "query,type=%FF",
    "query,type=%4",
  })
  void otherParametersAreRefused(String field, String query) throws IOException {
    for (String path :
        List.of("/api/v1/streams/account/events", "/api/v1/snapshots/account/archive")) {
      assertThat(RawHttp.get(service, path + "?" + query).problem(400).getString("field"))
          .isEqualTo(field);
    }
  }

  @Test
  void forgedCursorsAreRefused() {
    String path = "/api/v1/streams/account/events?limit=1";
    String cursor = service.get(path).json().getString("next");
    Stream<String> forged =
        Stream.of(
            cursor + "=",
            cursor + "A",
            cursor.substring(1),
            "B" + cursor.substring(1),
            "A".repeat(cursor.length()),
            "_".repeat(cursor.length()));
    assertThat(forged)
        .allSatisfy(
            text ->
                assertThat(service.get(path + "&cursor=" + text).problem(400).getString("field"))
                    .isEqualTo("cursor"));
  }

  private List<JsonObject> walk(String path, int limit) {
    String query = path + (path.contains("?") ? "&" : "?") + "limit=" + limit;
    List<JsonObject> walked = new ArrayList<>();
    JsonObject page;
    String cursor = "";
    do {
      page = service.get(query + cursor).json();
      List<JsonObject> found =
          page.getJsonArray("events").stream().map(JsonObject.class::cast).toList();
      assertThat(found).hasSizeLessThanOrEqualTo(limit);
      walked.addAll(found);
      cursor = "&cursor=" + page.getString("next");
    } while (page.containsKey("next"));
    return walked;
  }

  private List<TestEvent> keysWhere(Predicate<TestEvent> condition) {
    return events.stream().filter(condition).toList();
  }

  private static List<TestEvent> keys(List<JsonObject> answered) {
    return answered.stream().map(TimelineIT::written).toList();
  }

  private static TestEvent written(JsonObject event) {
    return new TestEvent(
        event.getString("streamId"),
        UUID.fromString(event.getString("eventId")),
        event.getString("eventType"),
        event.getString("occurredAt"),
        event.getJsonObject("payload").encode());
  }

  private static boolean isOld(TestEvent event) {
    return event.occurredAt().compareTo(CUTOFF) < 0;
  }
}
