package dev.stillwater.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is beyond a limit is refused at once, and what is not keeps being answered. */
@ExtendWith(DatabaseExtension.class)
@Timeout(60)
class LimitsIT {

  private static final String PAGE = "/api/v1/snapshots/s/archive";
  private static final String EXPORT = "/api/v1/snapshots?month=2026-02";
  private static final String LIVE = RawHttp.head("GET", "/health/live");
  private static final int CONNECTIONS = 16;

  private final TestDatabase database;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-15T12:00:00Z"));
  private TestService service;

  LimitsIT(TestDatabase database) {
    this.database = database;
  }

  private void start(String... settings) {
    String[] patient = {"database.lock-timeout=30s", "database.statement-timeout=30s"};
    service =
        TestService.start(
            database,
            clock,
            Stream.concat(Stream.of(settings), Stream.of(patient)).toArray(String[]::new));
  }

  @AfterEach
  void stop() {
    service.close();
  }

  // one that has gone while its body is unpacked is let in after its end has been told
  @Test
  void whoGoesLeavesItsPlace() throws Exception {
    start("http.max-in-flight=1");
    byte[] body = dev.stillwater.testing.Gzip.of(events());
    for (int i = 0; i < 12; i++) {
      try (Socket socket = new Socket("127.0.0.1", service.port())) {
        socket.setSoLinger(true, 0);
        String head =
            RawHttp.head(
                "POST",
                "/api/v1/events",
                "content-type: application/json",
                "content-encoding: gzip",
                "content-length: " + body.length);
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(body);
      }
    }
    await().until(() -> service.get("/api/v1/streams").status() == 200);
  }

  private static String events() {
    return IntStream.range(0, 2000)
        .mapToObj(n -> "{\"streamId\":\"s\",\"eventType\":\"t\",\"payload\":{\"n\":" + n + "}}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void requestsInFlight() throws Exception {
    start("http.max-in-flight=1");
    try (RawHttp page = RawHttp.connect(service)) {
      try (Connection holder = hold("stillwater.stream_archive")) {
        page.send(RawHttp.head("GET", PAGE));
        awaitWaiting("stillwater.stream_archive");
        unavailable(RawHttp.get(service, "/api/v1/streams"));
        unavailable(RawHttp.get(service, EXPORT, "accept: application/x-ndjson"));
        // the body is not waited for, nor asked for
        unavailable(RawHttp.exchange(service, append("content-length: 100")));
        unavailable(
            RawHttp.exchange(service, append("content-length: 100", "expect: 100-continue")));
        for (String path :
            List.of("/health/live", "/health/ready", "/metrics", "/api/v1/maintenance/runs")) {
          assertThat(service.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(post("/api/v1/snapshots/maintenance?phase=snapshot")).isEqualTo(200);
        assertThat(post("/api/v1/maintenance/pause")).isEqualTo(200);
      }
      assertThat(page.receive().status()).isEqualTo(200);
    }
    // an answer may have come a moment before its place is free
    await().until(() -> service.get("/api/v1/streams").status() == 200);
  }

  @Test
  void bodiesThatDoNotComeKeepNobodyOut() throws Exception {
    start("http.max-in-flight=1", "http.max-body-memory=1MiB");
    try (RawHttp slow = RawHttp.connect(service);
        RawHttp further = RawHttp.connect(service)) {
      slow.send(append("content-length: 100000", "expect: 100-continue"));
      further.send(append("content-length: 100000", "expect: 100-continue"));
      // both are at their bodies now
      slow.receiveHead();
      further.receiveHead();
      assertThat(service.get("/api/v1/streams").status()).isEqualTo(200);
      assertThat(service.post("/api/v1/events", TestService.JSON, "[]").status()).isEqualTo(200);
    }
  }

  @Test
  void whoLeavesMakesRoom() throws Exception {
    start("http.max-in-flight=1");
    try (Connection holder = hold("stillwater.stream_archive")) {
      try (RawHttp page = RawHttp.connect(service)) {
        page.send(RawHttp.head("GET", PAGE));
        awaitWaiting("stillwater.stream_archive");
      }
      await().until(() -> service.get("/api/v1/streams").status() == 200);
    }
  }

  @Test
  void exports() throws Exception {
    start("http.max-exports=1");
    try (RawHttp export = RawHttp.connect(service)) {
      try (Connection holder = hold("stillwater.stream_snapshot")) {
        export.send(RawHttp.head("GET", EXPORT, "accept: application/x-ndjson"));
        awaitWaiting("stillwater.stream_snapshot");
        unavailable(RawHttp.get(service, EXPORT, "accept: application/x-ndjson"));
        assertThat(RawHttp.get(service, "/api/v1/streams").status()).isEqualTo(200);
      }
      assertThat(export.receiveHead().get("content-type")).isEqualTo("application/x-ndjson");
    }
  }

  private static String append(String... headers) {
    return RawHttp.head(
        "POST",
        "/api/v1/events",
        Stream.concat(Stream.of("content-type: application/json"), Stream.of(headers))
            .toArray(String[]::new));
  }

  private static void unavailable(Answer answer) {
    answer.problem(503);
    assertThat(answer.header("retry-after")).isEqualTo("1");
  }

  private int post(String path) {
    return service.send(service.request(path).POST(BodyPublishers.noBody())).status();
  }

  private Connection hold(String table) throws SQLException {
    Connection holder = database.connect();
    holder.setAutoCommit(false);
    try (Statement lock = holder.createStatement()) {
      lock.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    }
    return holder;
  }

  private void awaitWaiting(String table) {
    String waiting =
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '%s'::regclass";
    await().until(() -> database.count(waiting.formatted(table)) == 1);
  }

  @Test
  void connectionThatWaitsLongestMakesRoom() throws Exception {
    start("http.max-connections=" + CONNECTIONS);
    List<RawHttp> open = new ArrayList<>();
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      RawHttp http = RawHttp.connect(service);
      open.add(http);
      http.send(LIVE);
      assertThat(http.receive().status()).isEqualTo(200);
    }
    assertThat(open.get(0).isClosedByServer()).isTrue();
    RawHttp last = open.get(open.size() - 1);
    last.send(LIVE);
    assertThat(last.receive().status()).isEqualTo(200);
    for (RawHttp http : open) {
      http.close();
    }
  }

  @Test
  void connectionsThatAreAtWorkStay() throws Exception {
    start("http.max-connections=1");
    try (RawHttp page = RawHttp.connect(service)) {
      try (Connection holder = hold("stillwater.stream_archive")) {
        page.send(RawHttp.head("GET", PAGE));
        awaitWaiting("stillwater.stream_archive");
        for (int i = 0; i < CONNECTIONS; i++) {
          try (RawHttp further = RawHttp.connect(service)) {
            assertThat(further.isClosedByServer()).isTrue();
          }
        }
      }
      assertThat(page.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void headThatDripsIsCutOff() throws Exception {
    start("http.idle-timeout=500ms");
    try (RawHttp http = RawHttp.connect(service)) {
      http.send("GET /health/live HTTP/1.1\r\nhost: a\r\n");
      await().pollInterval(Duration.ofMillis(20)).until(() -> !drips(http));
    }
  }

  private static boolean drips(RawHttp http) {
    try {
      http.send("x: y\r\n");
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void rateOfOneCaller() {
    start("http.rate-limit=2", "http.rate-burst=3");
    for (int i = 0; i < 3; i++) {
      assertThat(service.get(EXPORT).status()).isEqualTo(200);
    }
    for (String path : List.of("/api/v1/streams", "/api/v1/maintenance/runs", EXPORT)) {
      Answer refused = service.get(path);
      refused.problem(429);
      assertThat(refused.header("retry-after")).isEqualTo("1");
    }
    assertThat(service.get("/health/ready").status()).isEqualTo(200);
    assertThat(service.get("/metrics").status()).isEqualTo(200);
    clock.advance(Duration.ofMillis(500));
    assertThat(service.get("/api/v1/streams").status()).isEqualTo(200);
    service.get("/api/v1/streams").problem(429);
  }
}
