package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
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

/** Snapshots as they are read: one stream, captured in each month from 2025-11 to 2026-03. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SnapshotsIT {

  private static final List<String> MONTHS =
      List.of("2025-11", "2025-12", "2026-01", "2026-02", "2026-03");
  private static final String PATH = "/api/v1/snapshots/account";

  private final SettableClock clock = new SettableClock(Instant.parse("2025-11-01T02:00:00Z"));
  private final TestService service;

  SnapshotsIT(TestDatabase database) {
    this.service = TestService.start(database, clock);
  }

  @BeforeAll
  void captureEachMonth() {
    for (String month : MONTHS) {
      clock.set(Instant.parse(month + "-01T02:00:00.000001Z"));
      service.put("/api/v1/streams/account", "{\"state\":{\"month\":\"" + month + "\"}}");
      assertThat(service.maintain().status()).isEqualTo(200);
    }
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void singleOneIsOfItsMonth() {
    Answer answer = service.get(PATH + "/2026-02");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"streamId\":\"account\",\"month\":\"2026-02\",\"status\":\"ACTIVE\","
                + "\"state\":{\"month\": \"2026-02\"},\"capturedAt\":\"2026-02-01T02:00:00.000001Z\"}");
  }

  @Test
  void listHasTheSingleOnesNewestFirst() {
    List<JsonObject> singles =
        List.of("2026-03", "2026-02", "2026-01", "2025-12", "2025-11").stream()
            .map(month -> service.get(PATH + "/" + month).json())
            .toList();
    JsonObject list = service.get(PATH).json();
    assertThat(list.fieldNames()).containsExactly("streamId", "snapshots");
    assertThat(list.getJsonArray("snapshots").stream().toList()).isEqualTo(singles);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void nextLeadsThroughAllPages(int limit) {
    List<String> seen = new ArrayList<>();
    JsonObject page = service.get(PATH + "?limit=" + limit).json();
    seen.addAll(months(page));
    while (page.containsKey("next")) {
      page = service.get(PATH + "?limit=" + limit + "&before=" + page.getString("next")).json();
      assertThat(months(page)).isNotEmpty().hasSizeLessThanOrEqualTo(limit);
      seen.addAll(months(page));
    }
    assertThat(seen).containsExactly("2026-03", "2026-02", "2026-01", "2025-12", "2025-11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from=2026-01                               | 2026-03 2026-02 2026-01",
        "to=2026-01                                 | 2026-01 2025-12 2025-11",
        "from=2025-12&to=2026-01                    | 2026-01 2025-12",
        "before=2026-01                             | 2025-12 2025-11",
        "before=2026-02&to=2026-03&from=2025-12     | 2026-01 2025-12",
        "before=2026-03&to=2025-12                  | 2025-12 2025-11",
        "from=2026-02&to=2026-01                    | ''",
        "from=0000-01&to=9999-12&before=9999-12     | 2026-03 2026-02 2026-01 2025-12 2025-11",
        "limit=1&from=2025-11&to=2025-12            | 2025-12",
      })
  void boundsAreInclusiveButForBefore(String query, String expected) {
    assertThat(String.join(" ", months(service.get(PATH + "?" + query).json())))
        .isEqualTo(expected);
  }

  @Test
  void unknownStreamHasAnEmptyList() {
    assertThat(service.get("/api/v1/snapshots/nobody").body())
        .isEqualTo("{\"streamId\":\"nobody\",\"snapshots\":[]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"account/2025-10", "account/2026-04", "account/9999-12", "nobody/2026-03"})
  void whatWasNotCapturedIsNotFound(String path) {
    service.get("/api/v1/snapshots/" + path).problem(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-13",
        "2026-00",
        "2026-1",
        "02026-01",
        "2026-01-01",
        "latest",
        "%D9%A12026-01",
        "2026-01%0A",
        "%20"
      })
  void monthOfAnotherFormIsRefused(String month) {
    JsonObject problem = service.get(PATH + "/" + month).problem(400);
    assertThat(problem.getString("field")).isEqualTo("month");
    assertThat(problem.getString("expected")).isEqualTo("a month as YYYY-MM");
  }

  @ParameterizedTest
  @CsvSource({
    "limit,?limit=0",
    "limit,?limit=1001",
    "limit,?limit=",
    "before,?before=2026-13",
    "from,?from=2026",
    "to,?to=2026-01-01T00:00:00Z",
    "cursor,?cursor=x",
    "streamId,?streamId=account",
    "limit,?limit=1&limit=1",
    "limit,/2026-03?limit=1",
    "month,/2026-03?month=2026-03",
  })
  void otherParametersAreRefused(String field, String path) {
    assertThat(service.get(PATH + path).problem(400).getString("field")).isEqualTo(field);
  }

  private static List<String> months(JsonObject page) {
    return page.getJsonArray("snapshots").stream()
        .map(snapshot -> ((JsonObject) snapshot).getString("month"))
        .toList();
  }
}
