package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunEventTest {

  @Test
  void textIsThatOfAServerSentEvent() {
    JsonObject message =
        new JsonObject()
            .put("id", "42-17")
            .put("type", "PROGRESS")
            .put("run", new JsonObject().put("error", "one\ntwo\rthree"));
    assertThat(RunEvent.of(message).orElseThrow().text())
        .isEqualTo(
            """
            id: 42-17
            event: progress
            data: {"id":"42-17","type":"PROGRESS","run":{"error":"one\\ntwo\\rthree"}}

            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"STARTED\",\"run\":{}}",
        "{\"id\":\"42\",\"type\":\"STARTED\",\"run\":{}}",
        "{\"id\":42,\"type\":\"STARTED\",\"run\":{}}",
        "{\"id\":\"1-1\",\"type\":\"OTHER\",\"run\":{}}",
        "{\"id\":\"1-1\",\"type\":{},\"run\":{}}",
        "{\"id\":\"1-1\",\"type\":\"STARTED\"}",
        "{\"id\":\"1-1\",\"type\":\"STARTED\",\"run\":\"1\"}"
      })
  void otherMessagesAreNone(String message) {
    assertThat(RunEvent.of(new JsonObject(message))).isEmpty();
  }

  @Test
  void otherTypesOfMessagesAreNone() {
    assertThat(RunEvent.of(null)).isEmpty();
    assertThat(RunEvent.of("{\"id\":\"1-1\",\"type\":\"STARTED\",\"run\":{}}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0-0,0-1", "1-9,1-10", "9-1,10-0", "9-99,10-1", "1-1,1-999999999999999999"})
  void idsAreOrderedAsNumbers(String lower, String higher) {
    assertThat(id(lower)).isLessThan(id(higher)).isEqualByComparingTo(id(lower));
    assertThat(id(higher)).isGreaterThan(id(lower)).hasToString(higher);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "1", "1-", "-1", "01-1", "1-01", " 1-1", "1-1 ", "1-1-1", "+1-1", "1--1"})
  void otherTextsAreNoIds(String text) {
    assertThat(RunEventId.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000000000000000-1", "1-1000000000000000000", "\u0661-1"})
  void idsBeyondTheNumbersAreNone(String text) {
    assertThat(RunEventId.parse(text)).isEmpty();
  }

  private static RunEventId id(String text) {
    return RunEventId.parse(text).orElseThrow();
  }
}
