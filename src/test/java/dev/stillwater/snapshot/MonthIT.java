package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One month over all streams: A to E in January, with F in February, without B in March. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MonthIT {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T12:00:00Z"));
  private final TestDatabase database;
  private final TestService service;

  MonthIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock);
  }

  @BeforeAll
  void capture() {
    for (String id : List.of("E", "B", "A", "D", "C")) {
      put(id, id.equals("C") ? "CLOSED" : "ACTIVE");
    }
    assertThat(service.maintain().status()).isEqualTo(200);
    clock.set(Instant.parse("2026-02-15T12:00:00Z"));
    put("F", "CLOSED");
    assertThat(service.maintain().status()).isEqualTo(200);
    clock.set(Instant.parse("2026-03-15T12:00:00Z"));
    database.execute("DELETE FROM stillwater.stream WHERE stream_id = 'B'");
    assertThat(service.maintain().status()).isEqualTo(200);
  }

  private void put(String id, String status) {
    String body = "{\"status\":\"%s\",\"state\":{\"n\":1.10}}".formatted(status);
    assertThat(service.put("/api/v1/streams/" + id, body).status()).isEqualTo(201);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void hasTheSingleOnes() {
    JsonObject page = service.get("/api/v1/snapshots?month=2026-01").json();
    assertThat(page.fieldNames()).containsExactly("month", "snapshots");
    assertThat(page.getString("month")).isEqualTo("2026-01");
    assertThat(page.getJsonArray("snapshots").stream().toList())
        .isEqualTo(
            List.of("A", "B", "C", "D", "E").stream()
                .map(id -> service.get("/api/v1/snapshots/" + id + "/2026-01").json())
                .toList());
    assertThat(service.get("/api/v1/snapshots?month=2026-01&limit=1").body())
        .isEqualTo(
            "{\"month\":\"2026-01\",\"snapshots\":[{\"streamId\":\"A\",\"month\":\"2026-01\","
                + "\"status\":\"ACTIVE\",\"state\":{\"n\": 1.10},"
                + "\"capturedAt\":\"2026-01-15T12:00:00.000000Z\"}],\"next\":\"AkE\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "month=2026-01,ABCDE",
    "month=2026-02,ABCDEF",
    "month=2026-03,ACDEF",
    "month=2025-12,''",
    "month=0000-01,''",
    "month=9999-12,''",
    "month=2026-02&status=CLOSED,CF",
    "month=2026-02&status=closed,''",
  })
  void isOfItsMonthAndStatus(String query, String expected) {
    assertThat(String.join("", ids(service.get("/api/v1/snapshots?" + query).json())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void nextLeadsThroughAllPages(int limit) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonObject page =
          service.get("/api/v1/snapshots?month=2026-03&limit=" + limit + cursor).json();
      List<String> ids = ids(page);
      assertThat(ids).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
      seen.addAll(ids);
      cursor = page.containsKey("next") ? "&cursor=" + page.getString("next") : null;
    } while (cursor != null);
    assertThat(seen).containsExactly("A", "C", "D", "E", "F");
  }

  @ParameterizedTest
  @CsvSource({
    "month,limit=1",
    "month,month=",
    "month,month=2026-13",
    "month,month=2026-1",
    "month,month=2026-01&month=2026-02",
    "limit,month=2026-01&limit=0",
    "limit,month=2026-01&limit=1001",
    "cursor,month=2026-01&cursor=A",
    "status,month=2026-01&status=",
    "streamId,month=2026-01&streamId=A",
    "prefix,month=2026-01&prefix=A",
  })
  void otherParametersAreRefused(String field, String query) {
    JsonObject problem = service.get("/api/v1/snapshots?" + query).problem(400);
    assertThat(problem.getString("field")).isEqualTo(field);
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("snapshots").stream()
        .map(snapshot -> ((JsonObject) snapshot).getString("streamId"))
        .toList();
  }
}
