package dev.stillwater.bus;

import static dev.stillwater.testing.TestService.JSON;
import static dev.stillwater.testing.TestService.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Field;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The event-bus contract: the bytes of REST, and its problems as failures. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class BusIT {

  private static final List<String> BODIES =
      List.of(Addresses.EVENTS_APPEND, Addresses.STREAMS_PUT);

  /** All addresses but those of bodies, and what is published. */
  private static final List<String> REQUESTS =
      Stream.of(Addresses.class.getFields())
          .map(BusIT::value)
          .filter(address -> address.startsWith("stillwater."))
          .filter(address -> !BODIES.contains(address))
          .filter(address -> !address.equals(Addresses.MAINTENANCE_EVENTS))
          .toList();

  private final TestDatabase database;
  private final TestService service;

  BusIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
            "http.maintenance-wait=2s");
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeAll
  void write() {
    service.put("/api/v1/streams/a%2Fb", "{\"state\":{\"n\":1.10}}");
    String events =
        Stream.of("2025-12-01T00:00:00Z", "2025-12-02T00:00:00Z", "2026-03-01T00:00:00Z")
            .map(time -> TestEvent.of("a/b", time).json())
            .collect(Collectors.joining("\n"));
    service.post("/api/v1/events", NDJSON, events);
    assertThat(service.maintain().status()).isEqualTo(200);
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
        "stillwater.streams.get     | {'streamId':'a/b'} | /api/v1/streams/a%2Fb",
        "stillwater.streams.get     | {'streamId':'nobody'} | /api/v1/streams/nobody",
        "stillwater.streams.find    | {} | /api/v1/streams",
        "stillwater.streams.find    | {'prefix':'a/','status':'ACTIVE','limit':1} | /api/v1/streams?prefix=a/&status=ACTIVE&limit=1",
        "stillwater.streams.find    | {'prefix':'b'} | /api/v1/streams?prefix=b",
        "stillwater.streams.find    | {'cursor':'AmEvYg'} | /api/v1/streams?cursor=AmEvYg",
        "stillwater.streams.find    | {'cursor':'x'} | /api/v1/streams?cursor=x",
        "stillwater.events.list     | {'streamId':'a/b'} | /api/v1/streams/a%2Fb/events",
        "stillwater.events.list     | {'streamId':'a/b','limit':1} | /api/v1/streams/a%2Fb/events?limit=1",
        "stillwater.events.list     | {'streamId':'a/b','limit':'2','type':'paid'} | /api/v1/streams/a%2Fb/events?limit=2&type=paid",
        "stillwater.events.list     | {'streamId':'a/b','cursor':'x'} | /api/v1/streams/a%2Fb/events?cursor=x",
        "stillwater.archive.list    | {'streamId':'a/b','from':'2025-12-02T00:00:00Z'} | /api/v1/snapshots/a%2Fb/archive?from=2025-12-02T00:00:00Z",
        "stillwater.archive.list    | {'streamId':'a/b','to':'now'} | /api/v1/snapshots/a%2Fb/archive?to=now",
        "stillwater.snapshots.list  | {'streamId':'a/b'} | /api/v1/snapshots/a%2Fb",
        "stillwater.snapshots.list  | {'streamId':'a/b','limit':1001} | /api/v1/snapshots/a%2Fb?limit=1001",
        "stillwater.snapshots.list  | {'streamId':'a/b','before':'2026-03'} | /api/v1/snapshots/a%2Fb?before=2026-03",
        "stillwater.snapshots.get   | {'streamId':'a/b','month':'2026-03'} | /api/v1/snapshots/a%2Fb/2026-03",
        "stillwater.snapshots.get   | {'streamId':'a/b','month':'2026-02'} | /api/v1/snapshots/a%2Fb/2026-02",
        "stillwater.snapshots.get   | {'streamId':'a/b','month':'march'} | /api/v1/snapshots/a%2Fb/march",
        "stillwater.snapshots.month | {'month':'2026-03','status':'ACTIVE','limit':1} | /api/v1/snapshots?month=2026-03&status=ACTIVE&limit=1",
        "stillwater.snapshots.month | {} | /api/v1/snapshots",
        "stillwater.snapshots.month | {'month':'2026-03','cursor':'Ag'} | /api/v1/snapshots?month=2026-03&cursor=Ag",
        "stillwater.snapshots.trend | {'streamId':'a/b','field':'n','limit':'1'} | /api/v1/snapshots/a%2Fb/trend?field=n&limit=1",
        "stillwater.snapshots.trend | {'streamId':'a/b'} | /api/v1/snapshots/a%2Fb/trend",
        "stillwater.snapshots.diff  | {'streamId':'a/b','from':'2026-03','to':'2026-03'} | /api/v1/snapshots/a%2Fb/diff?from=2026-03&to=2026-03",
        "stillwater.snapshots.diff  | {'streamId':'a/b','from':'2026-03','to':'2026-04'} | /api/v1/snapshots/a%2Fb/diff?from=2026-03&to=2026-04",
        "stillwater.snapshots.diff  | {'streamId':'a/b','from':'2026-03'} | /api/v1/snapshots/a%2Fb/diff?from=2026-03",
        "stillwater.maintenance.run | {'runId':1} | /api/v1/maintenance/runs/1",
        "stillwater.maintenance.run | {'runId':'1'} | /api/v1/maintenance/runs/1",
        "stillwater.maintenance.run | {'runId':99} | /api/v1/maintenance/runs/99",
        "stillwater.maintenance.run | {'runId':'x'} | /api/v1/maintenance/runs/x",
        "stillwater.maintenance.runs | {} | /api/v1/maintenance/runs",
        "stillwater.maintenance.runs | {'limit':1,'cursor':99} | /api/v1/maintenance/runs?limit=1&cursor=99",
        "stillwater.maintenance.runs | {'limit':0} | /api/v1/maintenance/runs?limit=0",
        "stillwater.maintenance.runs | {'cursor':'x'} | /api/v1/maintenance/runs?cursor=x",
        "stillwater.maintenance.status | {} | /api/v1/maintenance",
        "stillwater.maintenance.status | {'x':'1'} | /api/v1/maintenance?x=1",
        "stillwater.maintenance.plan | {} | /api/v1/maintenance/plan",
        "stillwater.maintenance.plan | {'phase':'snapshot'} | /api/v1/maintenance/plan?phase=snapshot",
        "stillwater.maintenance.plan | {'phase':'x'} | /api/v1/maintenance/plan?phase=x",
      })
  void answersAsRestDoes(String address, String request, String path) {
    Answer bus = service.ask(address, new JsonObject(request.replace('\'', '"')));
    requireSame(bus, service.get(path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "stillwater.maintenance.pause  | {} | POST | /api/v1/maintenance/pause | 200",
        "stillwater.maintenance.pause  | {'x':'1'} | POST | /api/v1/maintenance/pause?x=1 | 400",
        "stillwater.maintenance.resume | {} | POST | /api/v1/maintenance/resume | 200",
        "stillwater.maintenance.resume | {'x':'1'} | POST | /api/v1/maintenance/resume?x=1 | 400",
        "stillwater.maintenance.cancel | {'runId':1} | DELETE | /api/v1/maintenance/runs/1 | 409",
        "stillwater.maintenance.cancel | {'runId':99} | DELETE | /api/v1/maintenance/runs/99 | 404",
        "stillwater.maintenance.cancel | {'runId':'x'} | DELETE | /api/v1/maintenance/runs/x | 400",
        "stillwater.maintenance.start  | {'phase':'x'} | POST | /api/v1/snapshots/maintenance?phase=x | 400",
        "stillwater.archive.restore    | {'month':'2020-01'} | POST | /api/v1/archive/2020-01/restore | 404",
        "stillwater.archive.restore    | {'month':'x'} | POST | /api/v1/archive/x/restore | 400",
        "stillwater.archive.release    | {'month':'2020-01'} | DELETE | /api/v1/archive/2020-01/restore | 204",
        "stillwater.archive.release    | {'month':'x'} | DELETE | /api/v1/archive/x/restore | 400",
      })
  void doesAsRestDoes(String address, String request, String method, String path, int status) {
    Answer bus = service.ask(address, new JsonObject(request.replace('\'', '"')));
    assertThat(bus.status()).isEqualTo(status);
    requireSame(bus, service.send(service.request(path).method(method, BodyPublishers.noBody())));
    service.ask(Addresses.MAINTENANCE_RESUME, new JsonObject());
  }

  @Test
  void takesBodiesAsRestDoes() {
    requireSame(append(JSON, "[]"), service.post("/api/v1/events", JSON, "[]"));
    requireSame(append(JSON, "[\n{}]"), service.post("/api/v1/events", JSON, "[\n{}]"));
    requireSame(append("text/plain", "{}"), service.post("/api/v1/events", "text/plain", "{}"));
    String event = TestEvent.at("2026-03-01T00:00:00Z").json();
    assertThat(append(NDJSON, event).body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
    requireSame(append(NDJSON, event), service.post("/api/v1/events", NDJSON, event));
    String future = TestEvent.at("2026-07-01T00:00:00Z").json();
    requireSame(append(NDJSON, future), service.post("/api/v1/events", NDJSON, future));
  }

  @Test
  void putsStreamsAsRestDoes() {
    assertThat(put("new", "{\"state\":{}}").status()).isEqualTo(201);
    Answer replaced = put("new", "{\"state\":{}}");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.body()).isEqualTo(service.get("/api/v1/streams/new").body());
    requireSame(put("new", "{}"), service.put("/api/v1/streams/new", "{}"));
    assertThat(put("..", "{\"state\":{}}").status()).as("no path can say it").isEqualTo(201);
  }

  @Test
  void runThatGoesOnIsAcceptedWithItsLocationAndASecondOneIsRefused() throws SQLException {
    try (Connection gate = database.connect();
        Statement statement = gate.createStatement()) {
      gate.setAutoCommit(false);
      statement.execute("LOCK TABLE stillwater.stream_snapshot IN SHARE MODE");
      CompletableFuture<Answer> started =
          CompletableFuture.supplyAsync(
              () -> service.ask(Addresses.MAINTENANCE_START, new JsonObject()));
      await().until(() -> runsGoing() == 1);
      Answer conflict = service.ask(Addresses.MAINTENANCE_START, new JsonObject());
      requireSame(conflict, service.maintain());

      JsonObject run = started.join().json();
      assertThat(started.join().status()).isEqualTo(202);
      assertThat(started.join().header("location"))
          .isEqualTo("/api/v1/maintenance/runs/" + run.getLong("runId"));
      assertThat(run.getString("trigger")).isEqualTo("EVENT_BUS");
      assertThat(conflict.problem(409).getLong("runId")).isEqualTo(run.getLong("runId"));
      gate.rollback();
    }
    await().until(() -> runsGoing() == 0);
  }

  private long runsGoing() {
    return database.count(
        "SELECT count(*) FROM stillwater.maintenance_run WHERE status = 'RUNNING'");
  }

  private static Stream<Arguments> garbage() {
    List<Object> bodies =
        List.of(
            "text", 7, true, 1.5, new JsonArray(), new byte[] {1}, new JsonObject().put("x", 1));
    Stream<Arguments> any =
        Stream.concat(REQUESTS.stream(), BODIES.stream())
            .flatMap(address -> bodies.stream().map(body -> Arguments.of(address, body)));
    Stream<Arguments> nothing =
        Stream.concat(REQUESTS.stream(), BODIES.stream())
            .map(address -> Arguments.of(address, null));
    Stream<Arguments> buffers =
        REQUESTS.stream().map(address -> Arguments.of(address, Buffer.buffer("{}")));
    return Stream.of(any, nothing, buffers).flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void otherBodiesAreRefused(String address, Object body) {
    Map<String, String> headers = Map.of(Addresses.STREAM_ID, "s", Addresses.CONTENT_TYPE, JSON);
    JsonObject problem = service.ask(address, body, headers).problem(400);
    assertThat(problem.getString("instance")).isEqualTo(address);
  }

  @ParameterizedTest
  @FieldSource("REQUESTS")
  void membersOfOtherTypesAreRefused(String address) {
    for (Object value :
        List.of(true, 1.5, -1, new JsonObject(), new JsonArray(), "", "\ud800", "\u0000")) {
      for (String member :
          List.of("streamId", "month", "limit", "runId", "from", "cursor", "type", "field")) {
        JsonObject request =
            new JsonObject().put("streamId", "s").put("month", "2026-03").put("runId", 1);
        service.ask(address, request.put(member, value)).problem(400);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "\ud800"})
  void streamIdOfABodyIsChecked(String streamId) {
    assertThat(put(streamId, "{\"state\":{}}").problem(400).getString("field"))
        .isEqualTo("streamId");
  }

  @Test
  void headersOfABodyAreRequired() {
    assertThat(
            service.ask(Addresses.STREAMS_PUT, Buffer.buffer("{}")).problem(400).getString("field"))
        .isEqualTo("streamId");
    service.ask(Addresses.EVENTS_APPEND, Buffer.buffer("[]")).problem(415);
  }

  private Answer append(String contentType, String body) {
    return service.ask(
        Addresses.EVENTS_APPEND, Buffer.buffer(body), Map.of(Addresses.CONTENT_TYPE, contentType));
  }

  private Answer put(String streamId, String body) {
    return service.ask(
        Addresses.STREAMS_PUT, Buffer.buffer(body), Map.of(Addresses.STREAM_ID, streamId));
  }

  /** But for the instance of a problem, which is what was asked. */
  private static void requireSame(Answer bus, Answer rest) {
    assertThat(bus.status()).as(bus.body()).isEqualTo(rest.status());
    if (bus.status() < 400) {
      assertThat(bus.body()).isEqualTo(rest.body());
    } else {
      assertThat(bus.problem(bus.status()).put("instance", ""))
          .isEqualTo(rest.problem(bus.status()).put("instance", ""));
    }
  }
}
