package dev.stillwater.stream;

import static dev.stillwater.testing.TestService.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of streams: whatever their ids are made of. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class FindIT {

  private static final String LAST = new String(Character.toChars(0x10ffff));
  private static final Comparator<String> BY_CODE_POINT =
      Comparator.comparing(
          id -> id.getBytes(StandardCharsets.UTF_8), (a, b) -> Arrays.compareUnsigned(a, b));
  private static final List<String> IDS =
      Stream.of(
              "a",
              "A",
              "a%",
              "a%b",
              "a_",
              "a_b",
              "a\\",
              "a\\b",
              "a*",
              "ab",
              "ab" + LAST,
              "ab" + LAST.repeat(510),
              "ac",
              "á",
              "a\u0301",
              "b/c",
              "\uffff",
              "\ud83d\ude80",
              "\ud83d\ude80x",
              LAST,
              LAST.repeat(512))
          .sorted(BY_CODE_POINT)
          .toList();

  private final TestDatabase database;
  private final TestService service;

  FindIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")));
  }

  @BeforeAll
  void write() {
    Seeded seeded = Seeded.create();
    for (String id : seeded.shuffled(IDS)) {
      String status = id.startsWith("ab") ? "CLOSED" : "ACTIVE";
      service.put(
          "/api/v1/streams/" + encode(id), "{\"status\":\"%s\",\"state\":{}}".formatted(status));
    }
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void listsAllByCodePointEachAsTheSingleOne() {
    List<JsonObject> streams = service.get("/api/v1/streams").list("streams");
    assertThat(streams)
        .isEqualTo(
            IDS.stream().map(id -> service.get("/api/v1/streams/" + encode(id)).json()).toList());
    assertThat(service.get("/api/v1/streams").json().fieldNames()).containsExactly("streams");
  }

  @Test
  void keepsTheDigitsOfTheState() {
    database.execute(
        "INSERT INTO stillwater.stream (stream_id, state) VALUES ('z-digits', '{\"n\": 1.10}')");
    assertThat(service.get("/api/v1/streams?prefix=z-").body())
        .startsWith("{\"streams\":[{\"streamId\":\"z-digits\",\"status\":\"ACTIVE\",")
        .contains("\"state\":{\"n\": 1.10},");
    database.execute("DELETE FROM stillwater.stream WHERE stream_id = 'z-digits'");
  }

  @Test
  void everyPrefixIsTakenAsItIs() {
    List<String> prefixes =
        Stream.concat(
                Stream.of("", "%", "_", "a%c", "b", "c", "^a", LAST + "a", "\ud83d\ude81"),
                IDS.stream().flatMap(id -> Stream.of(id, start(id), id + LAST)))
            .filter(prefix -> prefix.codePointCount(0, prefix.length()) <= 512)
            .toList();
    for (String prefix : prefixes) {
      assertThat(ids("prefix=" + encode(prefix)))
          .as(prefix)
          .isEqualTo(IDS.stream().filter(id -> id.startsWith(prefix)).toList());
    }
  }

  private static String start(String id) {
    return id.substring(0, id.offsetByCodePoints(0, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 20, 21, 22, 1000})
  void nextLeadsThroughAllPages(int limit) {
    assertThat(walk("limit=" + limit, limit)).isEqualTo(IDS);
    assertThat(walk("prefix=a&limit=" + limit, limit))
        .isEqualTo(IDS.stream().filter(id -> id.startsWith("a")).toList());
    assertThat(walk("status=CLOSED&limit=" + limit, limit))
        .isEqualTo(IDS.stream().filter(id -> id.startsWith("ab")).toList());
  }

  private List<String> walk(String query, int limit) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page = service.get("/api/v1/streams?" + query + cursor).json();
      List<String> ids = ids(page);
      assertThat(ids).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
      seen.addAll(ids);
      cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : null;
    } while (cursor != null);
    return seen;
  }

  @ParameterizedTest
  @CsvSource({"CLOSED,3", "closed,0", "CLOSE,0", "C%25,0", "GONE,0", "ACTIVE,18"})
  void statusIsExact(String status, int expected) {
    assertThat(ids("status=" + status)).hasSize(expected);
  }

  @Test
  void cursorStaysGoodWhenItsStreamIsGone() {
    assertThat(ids("cursor=" + new StreamCursor("a%a").encode()))
        .isEqualTo(IDS.subList(IDS.indexOf("a%b"), IDS.size()));
    assertThat(ids("prefix=a&cursor=" + new StreamCursor("b").encode())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit,limit=0",
    "limit,limit=1001",
    "limit,limit=x",
    "cursor,cursor=",
    "cursor,cursor=x",
    "cursor,cursor=AmEA",
    "prefix,prefix=%00",
    "prefix,prefix=a&prefix=b",
    "status,status=",
    "status,status=%00",
    "streamId,streamId=a",
    "before,before=2026-01",
  })
  void otherParametersAreRefused(String field, String query) {
    JsonObject problem = service.get("/api/v1/streams?" + query).problem(400);
    assertThat(problem.getString("field")).isEqualTo(field);
  }

  @Test
  void prefixHasTheLengthOfAnId() {
    service.get("/api/v1/streams?prefix=" + "a".repeat(513)).problem(400);
  }

  private List<String> ids(String query) {
    return ids(service.get("/api/v1/streams?" + query).json());
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("streams").stream()
        .map(stream -> ((JsonObject) stream).getString("streamId"))
        .toList();
  }
}
