package dev.stillwater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.YearMonth;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Every kind of request there is, sent to a service that is new, the frequent ones over and over:
 * the JVM also keeps for later what it learns of the code that is hot. Blocking.
 */
final class Rehearsal {

  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final String STREAM = "/api/v1/streams/rehearsal";
  private static final String SNAPSHOTS = "/api/v1/snapshots/rehearsal";
  private static final String MAINTENANCE = "/api/v1/snapshots/maintenance";
  private static final String NDJSON = "application/x-ndjson";
  private static final String EVENT =
      "{\"streamId\": \"rehearsal\", \"eventType\": \"played\", \"payload\": {\"amount\": 12.50}}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI service;

  Rehearsal(URI service) {
    this.service = service;
  }

  /**
   * Plays it to the end; any answer but the one to expect is an IllegalStateException.
   *
   * @param rounds how often what is frequent is played
   */
  void play(int rounds) throws InterruptedException {
    write();
    JsonObject run = new JsonObject(post(MAINTENANCE, ""));
    YearMonth month = YearMonth.parse(run.getString("month"));
    YearMonth past = month.minusMonths(6);
    post("/api/v1/events", event(past));
    post(MAINTENANCE, "");
    for (int round = 0; round < rounds; round++) {
      write();
      read(month);
    }
    operate(run, past);
  }

  private void write() throws InterruptedException {
    send(json(STREAM).PUT(body("{\"state\": {\"amount\": 12.50}}")));
    post("/api/v1/events", EVENT);
    post("/api/v1/events", "[" + EVENT + "," + EVENT + "]");
    send(ndjson().POST(body(EVENT + "\n" + EVENT)));
    send(ndjson().header("content-encoding", "gzip").POST(BodyPublishers.ofByteArray(gzip(EVENT))));
  }

  private void read(YearMonth month) throws InterruptedException {
    get("/health/live");
    get("/health/ready");
    get("/metrics");
    get("/api/v1/streams?prefix=re&limit=5");
    get(STREAM);
    get(STREAM + "/events?limit=20");
    get(SNAPSHOTS);
    get(SNAPSHOTS + "/" + month);
    get(SNAPSHOTS + "/trend?field=amount");
    get(SNAPSHOTS + "/diff?from=" + month + "&to=" + month);
    get(SNAPSHOTS + "/archive?limit=20");
    get("/api/v1/snapshots?month=" + month);
    send(json("/api/v1/snapshots?month=" + month).header("accept", NDJSON).GET());
  }

  private void operate(JsonObject run, YearMonth archived) throws InterruptedException {
    get("/openapi.yaml");
    get("/docs");
    get("/");
    get("/session");
    send(json("/session").DELETE());
    String ended = "/api/v1/maintenance/runs/" + run.getLong("runId");
    String restored = "/api/v1/archive/" + archived + "/restore";
    get("/api/v1/maintenance");
    get("/api/v1/maintenance/runs");
    get(ended);
    send(json(ended).DELETE(), CONFLICT);
    get("/api/v1/maintenance/plan");
    follow("/api/v1/maintenance/events");
    post(restored, "");
    send(json(restored).DELETE());
    post("/api/v1/maintenance/pause", "");
    post("/api/v1/maintenance/resume", "");
  }

  private static String event(YearMonth month) {
    String time = "\"occurredAt\": \"" + month.atDay(1) + "T12:00:00Z\"";
    return EVENT.substring(0, EVENT.length() - 1) + ", " + time + "}";
  }

  private String get(String path) throws InterruptedException {
    return send(json(path).GET());
  }

  private String post(String path, String body) throws InterruptedException {
    return send(json(path).POST(body(body)));
  }

  // these events have no end
  private void follow(String path) throws InterruptedException {
    HttpRequest all = json(path).header("last-event-id", "0-0").build();
    try (Stream<String> lines = body(http.send(all, BodyHandlers.ofLines()), OK)) {
      lines.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String send(HttpRequest.Builder request) throws InterruptedException {
    return send(request, OK);
  }

  private String send(HttpRequest.Builder request, int expected) throws InterruptedException {
    try {
      return body(http.send(request.build(), BodyHandlers.ofString()), expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T body(HttpResponse<T> answer, int expected) {
    boolean met = expected == OK ? answer.statusCode() < 300 : answer.statusCode() == expected;
    if (!met) {
      throw new IllegalStateException(answer + ": " + answer.body());
    }
    return answer.body();
  }

  private HttpRequest.Builder json(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).header("content-type", "application/json");
  }

  private HttpRequest.Builder ndjson() {
    return HttpRequest.newBuilder(service.resolve("/api/v1/events")).header("content-type", NDJSON);
  }

  private static BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
