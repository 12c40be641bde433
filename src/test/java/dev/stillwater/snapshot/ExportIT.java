package dev.stillwater.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole months as lines. January has hostile ids, February many streams, May large states. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ExportIT {

  private static final int MANY = 5_000;
  private static final int LARGE = 20;
  private static final int STREAMS = 300;
  private static final int CAPTURES = 20;
  private static final int MEBIBYTE = 1 << 20;

  private static final List<String> HOSTILE =
      List.of(
          "\u0001\b\t\n\f\r\u001f",
          " ",
          "\"quoted\"",
          "a/b?c=d&e#f%2F",
          "archive",
          "x".repeat(511) + "\uD83D\uDE00",
          "{\"streamId\":\"x\"}\n{}",
          "\\\\u0041\\",
          "\u007f\u0085\u00a0",
          "ж",
          "\u2028\u2029",
          "\uFFFD",
          "\uD83D\uDE00");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-15T12:00:00Z"));
  private final TestDatabase database;
  private final TestService service;

  ExportIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock);
  }

  @BeforeAll
  void capture() throws Exception {
    try (var connection = database.connect();
        var insert =
            connection.prepareStatement(
                "INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)"
                    + " VALUES (?, '2026-01-01', ?, ?::json, ?::timestamptz)")) {
      for (int i = 0; i < HOSTILE.size(); i++) {
        insert.setString(1, HOSTILE.get(i));
        insert.setString(2, HOSTILE.get(HOSTILE.size() - 1 - i));
        insert.setString(3, "{\"a\": \"\\n\\u0001 ж\\ud83d\\ude00\",\"n\":1.10 , \"a\":1e400}");
        insert.setString(4, i % 3 == 0 ? "0001-01-01T00:00:00Z" : "2026-01-31T23:59:59.00001Z");
        insert.executeUpdate();
      }
    }
    database.execute(
        """
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)
        SELECT 's' || n, '2026-02-01', CASE mod(n, 1000) WHEN 7 THEN 'RARE' ELSE 'ACTIVE' END, '{}', '2026-02-28T12:00:00Z'
        FROM generate_series(1, %1$d) AS n;
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)
        SELECT 's' || n, '2026-05-01', 'ACTIVE', CASE n WHEN 9 THEN to_json(repeat('x', %2$d))
            ELSE (SELECT to_json(string_agg(md5(n || '.' || i), '')) FROM generate_series(1, %2$d / 32) AS i) END,
          '2026-05-01T12:00:00Z'
        FROM generate_series(1, %3$d) AS n
        """
            .formatted(MANY, MEBIBYTE, LARGE));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private Answer export(String query) {
    return service.send(
        service.request("/api/v1/snapshots?" + query).header("accept", TestService.NDJSON).GET());
  }

  private List<String> lines(String query) {
    Answer answer = export(query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(TestService.NDJSON);
    assertThat(answer.body()).endsWith("\n");
    return List.of(answer.body().split("\n"));
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().map(line -> new JsonObject(line).getString("streamId")).toList();
  }

  private List<String> held(String condition) {
    return database.column(
        "SELECT stream_id FROM stillwater.stream_snapshot WHERE "
            + condition
            + " ORDER BY stream_id");
  }

  @Test
  void linesAreTheSingleOnesByteForByte() {
    assertThat(lines("month=2026-01"))
        .isEqualTo(
            HOSTILE.stream()
                .sorted(ExportIT::byCodePoint)
                .map(id -> "/api/v1/snapshots/" + TestService.encode(id) + "/2026-01")
                .map(path -> service.get(path).body())
                .toList());
  }

  private static int byCodePoint(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  @Test
  void lineEndsWithinStatesBecomeSpaces() {
    database.execute(
        "INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state) VALUES"
            + " ('a', '2026-03-01', 'ACTIVE', E'{\\r\\n  \"n\\\\n\": 1.10,\\n\\t\"m\": []\\r}'),"
            + " ('b', '2026-03-01', 'ACTIVE', '{}')");
    List<String> lines = lines("month=2026-03");
    String single = service.get("/api/v1/snapshots/a/2026-03").body();
    assertThat(single).contains("\r\n", "\\n");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(single.replace('\n', ' ').replace('\r', ' '));
  }

  @Test
  void allAreThereOnceAndInOrder() {
    assertThat(ids(lines("month=2026-02"))).hasSize(MANY).isEqualTo(held("month = '2026-02-01'"));
  }

  @Test
  void statusIsLookedAt() {
    assertThat(ids(lines("month=2026-02&status=RARE")))
        .hasSize(MANY / 1000)
        .isEqualTo(held("month = '2026-02-01' AND status = 'RARE'"));
    assertThat(export("month=2026-02&status=rare").body()).isEmpty();
  }

  @Test
  void monthWithoutSnapshotsHasNoLines() {
    Answer answer = export("month=2025-12");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo(TestService.NDJSON);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void capturesOfOtherMonthsChangeNothing() {
    database.execute(
        "INSERT INTO stillwater.stream (stream_id) SELECT 's' || n FROM generate_series(1, %d) AS n"
            .formatted(STREAMS));
    String before = export("month=2026-02").body();
    CompletableFuture<Void> runs = CompletableFuture.runAsync(this::captureAgainAndAgain);
    do {
      assertThat(export("month=2026-02").body()).isEqualTo(before);
    } while (!runs.isDone());
    runs.join();
    for (int i = CAPTURES - 2; i < CAPTURES; i++) {
      assertThat(held("month = '%d-06-01' AND state ->> 'n' = '%d'".formatted(year(i), i)))
          .hasSize(STREAMS);
    }
  }

  private void captureAgainAndAgain() {
    for (int i = 0; i < CAPTURES; i++) {
      database.execute("UPDATE stillwater.stream SET state = '{\"n\": %d}'".formatted(i));
      clock.set(Instant.parse(year(i) + "-06-15T12:00:00Z"));
      service.post("/api/v1/snapshots/maintenance?phase=snapshot", TestService.JSON, "");
    }
  }

  private static int year(int capture) {
    return 2027 + capture % 2;
  }

  @Test
  void piecesAreBoundedAndLeadToTheEnd() {
    List<String> ids = new ArrayList<>();
    JsonObject request = new JsonObject().put("month", "2026-05");
    Map<String, String> asLines = Map.of(Addresses.ACCEPT, TestService.NDJSON);
    Answer piece = service.ask(Addresses.SNAPSHOTS_MONTH, request, asLines);
    while (piece.header(Addresses.NEXT) != null) {
      assertThat(piece.header("content-type")).isEqualTo(TestService.NDJSON);
      assertThat(piece.body().length()).isLessThan(2 * MEBIBYTE);
      ids.addAll(ids(List.of(piece.body().split("\n"))));
      request.put("cursor", piece.header(Addresses.NEXT));
      piece = service.ask(Addresses.SNAPSHOTS_MONTH, request, asLines);
    }
    assertThat(piece.body()).isEmpty();
    assertThat(ids).hasSize(LARGE).isEqualTo(held("month = '2026-05-01'"));
  }

  @ParameterizedTest
  @CsvSource({
    "month,status=ACTIVE",
    "month,month=2026-13",
    "month,month=2026-01&month=2026-02",
    "limit,month=2026-01&limit=10",
    "cursor,month=2026-01&cursor=AkE",
    "status,month=2026-01&status=",
    "streamId,month=2026-01&streamId=A",
    "accept,month=2026-01&accept=x",
  })
  void otherParametersAreRefused(String field, String query) {
    assertThat(export(query).problem(400).getString("field")).isEqualTo(field);
    Answer head =
        service.send(
            service
                .request("/api/v1/snapshots?" + query)
                .header("accept", TestService.NDJSON)
                .method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(400);
  }

  @Test
  void headHasTheHeadersAlone() throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(
          RawHttp.head("HEAD", "/api/v1/snapshots?month=2026-02", "accept: application/x-ndjson"));
      http.send(RawHttp.head("GET", "/health/live"));
      assertThat(http.receiveHead().get("content-type")).isEqualTo(TestService.NDJSON);
      assertThat(http.receive().header("content-type")).isEqualTo(TestService.JSON);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-ndjson                        | true",
        "application/x-ndjson;q=0.5                  | true",
        "Application/X-NDJSON                        | true",
        "application/x-ndjson, */*                   | true",
        "*/*, application/x-ndjson                   | true",
        "text/html, application/x-ndjson;q=0.9, */*;q=0.8 | true",
        "application/json, application/x-ndjson;q=0.9 | false",
        "application/x-ndjson;q=0                    | false",
        "application/json                            | false",
        "*/*                                         | false",
        "text/html                                   | false",
      })
  void linesAreForThoseWhoPreferThem(String accept, boolean lines) {
    Answer answer =
        service.send(
            service.request("/api/v1/snapshots?month=2026-02").header("accept", accept).GET());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type"))
        .isEqualTo(lines ? TestService.NDJSON : TestService.JSON);
    assertThat(answer.header("vary").toLowerCase()).contains("accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"month=2026-02", "month=2026-05", "month=2025-12"})
  void packedLinesAreTheSame(String query) throws Exception {
    var response =
        HttpClient.newHttpClient()
            .send(
                service
                    .request("/api/v1/snapshots?" + query)
                    .header("accept", TestService.NDJSON)
                    .header("accept-encoding", "br, gzip;q=0.5")
                    .build(),
                BodyHandlers.ofByteArray());
    ContractCheck.checked(response);
    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(response.headers().firstValue("vary").orElse("").toLowerCase())
        .contains("accept-encoding");
    String plain = export(query).body();
    assertThat(response.body().length).isLessThan(plain.length() * 2 / 3 + 100);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain);
    }
  }

  @Test
  void nobodyIsSentPackedLinesWhoDoesNotTakeThem() {
    Answer answer =
        service.send(
            service
                .request("/api/v1/snapshots?month=2026-02")
                .header("accept", TestService.NDJSON)
                .header("accept-encoding", "gzip;q=0, identity")
                .GET());
    assertThat(Optional.ofNullable(answer.header("content-encoding"))).isEmpty();
  }

  @Test
  void overHttp10LinesAreRefused() throws IOException {
    Answer answer =
        RawHttp.exchange(
            service,
            "GET /api/v1/snapshots?month=2026-02 HTTP/1.0\r\naccept: application/x-ndjson\r\n\r\n");
    answer.problem(505);
  }
}
