package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.ExactJson;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changed from January to February, in an account and in random streams. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DiffIT {

  private static final int RANDOM_STREAMS = 100;
  private static final String PATH = "/api/v1/snapshots/account/diff";

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T12:00:00Z"));
  private final TestDatabase database;
  private final TestService service;

  DiffIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock);
  }

  @BeforeAll
  void capture() {
    RandomState random = new RandomState(Seeded.create());
    List<Object> states = new ArrayList<>();
    put(
        "account",
        "{\"status\":\"ACTIVE\",\"state\":{\"a/b\":1,\"n\":1.10,\"list\":[1,2],\"x\":{}}}");
    for (int i = 0; i < RANDOM_STREAMS; i++) {
      states.add(random.object(5));
      put("random-" + i, "{\"state\":" + RandomState.text(states.get(i)) + "}");
    }
    assertThat(service.maintain().status()).isEqualTo(200);
    clock.set(Instant.parse("2026-02-15T12:00:00Z"));
    put(
        "account",
        "{\"status\":\"CLOSED\",\"state\":{\"n\":1.1,\"list\":[1],\"x\":[0.10],\"y\":null}}");
    for (int i = 0; i < RANDOM_STREAMS; i++) {
      Object changed = random.changed(states.get(i));
      put(
          "random-" + i,
          "{\"state\":" + RandomState.text(changed instanceof Map ? changed : Map.of()) + "}");
    }
    put("new", "{\"state\":{}}");
    assertThat(service.maintain().status()).isEqualTo(200);
  }

  private void put(String id, String body) {
    assertThat(service.put("/api/v1/streams/" + id, body).status()).isBetween(200, 201);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void tellsWhatChanged() {
    assertThat(service.get(PATH + "?from=2026-01&to=2026-02").body())
        .isEqualTo(
            """
            {"streamId":"account","from":"2026-01","to":"2026-02",\
            "status":{"from":"ACTIVE","to":"CLOSED"},\
            "added":[{"path":"/y","value":null}],\
            "removed":[{"path":"/a~1b","value":1},{"path":"/list/1","value":2}],\
            "changed":[{"path":"/x","from":{},"to":[0.10]}]}""");
  }

  @Test
  void monthsComeInAnyOrder() {
    assertThat(service.get(PATH + "?from=2026-02&to=2026-01").body())
        .startsWith(
            """
            {"streamId":"account","from":"2026-02","to":"2026-01",\
            "status":{"from":"CLOSED","to":"ACTIVE"},\
            "added":[{"path":"/a~1b","value":1}""");
    assertThat(service.get(PATH + "?from=2026-02&to=2026-02").body())
        .isEqualTo(
            """
            {"streamId":"account","from":"2026-02","to":"2026-02","status":null,\
            "added":[],"removed":[],"changed":[]}""");
  }

  @Test
  void whatIsAppliedToOneMonthGivesTheOther() {
    for (int i = 0; i < RANDOM_STREAMS; i++) {
      List<String> states =
          database.column(
              "SELECT state FROM stillwater.stream_snapshot WHERE stream_id = 'random-%d' ORDER BY month"
                  .formatted(i));
      StateDiff diff = StateComparison.of(states.get(0), states.get(1));
      assertThat(Patched.apply(states.get(0), diff)).isEqualTo(Patched.plainText(states.get(1)));

      Map<String, Object> told =
          ExactJson.object(
              service
                  .get("/api/v1/snapshots/random-" + i + "/diff?from=2026-01&to=2026-02")
                  .body());
      assertThat((List<?>) told.get("added")).hasSameSizeAs(diff.added());
      assertThat((List<?>) told.get("removed")).hasSameSizeAs(diff.removed());
      assertThat((List<?>) told.get("changed")).hasSameSizeAs(diff.changed());
    }
  }

  @Test
  void snapshotsFromElsewhereAreComparedAsJsonb() {
    database.execute(
        """
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state) VALUES
          ('import', '2020-01-01', 'A', '{"b":1, "a" : 1e2, "a":2E+2}'),
          ('import', '2020-02-01', 'A', '{ "a":200.0,"b":1 , "c":[] }')
        """);
    JsonObject diff = service.get("/api/v1/snapshots/import/diff?from=2020-01&to=2020-02").json();
    assertThat(diff.getJsonArray("added").encode()).isEqualTo("[{\"path\":\"/c\",\"value\":[]}]");
    assertThat(diff.getJsonArray("removed")).isEmpty();
    assertThat(diff.getJsonArray("changed")).isEmpty();
  }

  @Test
  void depthBeyondAllRequestsIsNoFailureOfOurs() {
    database.execute(
        """
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
        VALUES ('deep', '2020-01-01', 'A', (repeat('[', 1500) || repeat(']', 1500))::json)
        """);
    service.get("/api/v1/snapshots/deep/diff?from=2020-01&to=2020-01").problem(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account | from=2026-01&to=2026-03 | 2026-03",
        "account | from=2025-12&to=2026-01 | 2025-12",
        "new     | from=2026-01&to=2026-02 | 2026-01",
        "nobody  | from=2026-01&to=2026-02 | 2026-01 and of 2026-02",
        "nobody  | from=2026-02&to=2026-02 | 2026-02",
      })
  void monthThatIsMissingIsNamed(String stream, String query, String missing) {
    JsonObject problem = service.get("/api/v1/snapshots/" + stream + "/diff?" + query).problem(404);
    assertThat(problem.getString("detail")).isEqualTo("this stream has no snapshot of " + missing);
  }

  @ParameterizedTest
  @CsvSource({
    "from,?to=2026-01",
    "to,?from=2026-01",
    "from,?from=2026&to=2026-01",
    "to,?from=2026-01&to=2026-13",
    "limit,?from=2026-01&to=2026-02&limit=1",
    "streamId,?from=2026-01&to=2026-02&streamId=account",
  })
  void otherParametersAreRefused(String field, String query) {
    assertThat(service.get(PATH + query).problem(400).getString("field")).isEqualTo(field);
  }
}
