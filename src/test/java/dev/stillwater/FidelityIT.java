package dev.stillwater;

import static dev.stillwater.testing.TestService.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written comes back digit by digit: texts are compared, nothing is parsed. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class FidelityIT {

  /** In the spelling and order of jsonb, so that it comes back as it is. */
  private static final String VALUE =
      """
      {"a": 170141183460469231731687303715884105727, "b": 0.12345678901234567890, "c": 1.10, \
      "d": -0.0000000000000000000000000000010, "e": 9007199254740993, "f": [1.0, 100, {}, [], null, true], \
      "g": "\ud83d\ude80 \ud83d\udc69\u200d\ud83d\ude80 אבג e\u0301 \uffff", "אב\ud83d\ude80": "\\"\\\\/\\n\\u0001"}""";

  private static final String EXPONENT = "{\"a\":1E400,\"b\":1.50e-2}";
  private static final String WRITTEN_OUT = "{\"a\": 1" + "0".repeat(400) + ", \"b\": 0.0150}";
  private static final String OLD = "2025-12-01T00:00:00.000001Z";
  private static final String HOT = "2026-03-15T11:59:59.999999Z";

  private final TestService service;

  FidelityIT(TestDatabase database) {
    this.service =
        TestService.start(
            database, new SettableClock(Instant.parse("2026-03-15T12:00:00.123456Z")));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void overRest() {
    requireFidelity(
        (stream, body) -> service.put("/api/v1/streams/" + stream, body),
        body -> service.post("/api/v1/events", JSON, body));
  }

  @Test
  void overTheEventBus() {
    requireFidelity(
        (stream, body) ->
            service.ask(
                Addresses.STREAMS_PUT, Buffer.buffer(body), Map.of(Addresses.STREAM_ID, stream)),
        body ->
            service.ask(
                Addresses.EVENTS_APPEND,
                Buffer.buffer(body),
                Map.of(Addresses.CONTENT_TYPE, JSON)));
  }

  private interface Put {
    Answer put(String stream, String state);
  }

  private interface Append {
    Answer append(String event);
  }

  private void requireFidelity(Put put, Append append) {
    requireFidelity(put, append, VALUE, VALUE);
    requireFidelity(put, append, EXPONENT, WRITTEN_OUT);
  }

  private void requireFidelity(Put put, Append append, String sent, String kept) {
    String stream = "stream-" + UUID.randomUUID();
    requireHas(put.put(stream, "{\"state\":" + sent + "}"), state(kept));
    for (String time : List.of(OLD, HOT)) {
      Answer answer = append.append(event(stream, time, sent));
      assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"duplicates\":0}");
    }
    requireTimeline(stream, kept);
    assertThat(service.maintain().status()).isEqualTo(200);
    requireTimeline(stream, kept);
    requireEverywhere("/snapshots/%s/archive", Addresses.ARCHIVE_LIST, stream, payload(OLD, kept));
    requireEverywhere("/streams/%s", Addresses.STREAMS_GET, stream, state(kept));
    requireEverywhere("/snapshots/%s", Addresses.SNAPSHOTS_LIST, stream, state(kept));
    requireHas(service.get("/api/v1/snapshots/" + stream + "/2026-03"), state(kept));
    JsonObject single = new JsonObject().put("streamId", stream).put("month", "2026-03");
    requireHas(service.ask(Addresses.SNAPSHOTS_GET, single), state(kept));
  }

  private void requireTimeline(String stream, String kept) {
    for (String time : List.of(OLD, HOT)) {
      requireEverywhere("/streams/%s/events", Addresses.EVENTS_LIST, stream, payload(time, kept));
    }
  }

  private void requireEverywhere(String path, String address, String stream, String text) {
    requireHas(service.get("/api/v1" + path.formatted(stream)), text);
    requireHas(service.ask(address, new JsonObject().put("streamId", stream)), text);
  }

  private static void requireHas(Answer answer, String text) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
    assertThat(answer.body()).contains(text);
  }

  private static String state(String value) {
    return "\"state\":" + value + ",";
  }

  private static String payload(String time, String value) {
    return "\"payload\":" + value + ",\"occurredAt\":\"" + time + "\"";
  }

  private static String event(String stream, String time, String payload) {
    return "{\"streamId\":\"%s\",\"eventType\":\"t\",\"occurredAt\":\"%s\",\"payload\":%s}"
        .formatted(stream, time, payload);
  }
}
