package dev.stillwater.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused before it is sent. */
class RequestsTest {

  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final YearMonth NO_LABEL = YearMonth.of(10_000, 1);

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void limits(int limit) {
    refused("limit", () -> EventRequest.of("a").limit(limit));
    refused("limit", () -> StreamRequest.all().limit(limit));
    refused("limit", () -> SnapshotRequest.of("a").limit(limit));
    refused("limit", () -> MonthRequest.of(MARCH).limit(limit));
    refused("limit", () -> TrendRequest.of("a", "n").limit(limit));
    refused("limit", () -> RunsRequest.all().limit(limit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "\ud800"})
  void texts(String text) {
    refused("streamId", () -> EventRequest.of(text));
    refused("streamId", () -> SnapshotRequest.of(text));
    refused("streamId", () -> TrendRequest.of(text, "n"));
    refused("streamId", () -> StreamUpdate.of(text, "{}"));
    refused("streamId", () -> NewEvent.of(text, "paid"));
    refused("eventType", () -> NewEvent.of("a", text));
    refused("type", () -> EventRequest.of("a").type(text));
    refused("status", () -> StreamRequest.all().status(text));
    refused("status", () -> MonthRequest.of(MARCH).status(text));
    refused("status", () -> StreamUpdate.of("a", "{}").status(text));
    refused("field", () -> TrendRequest.of("a", text));
    refused("kind", () -> RunsRequest.all().kind(text));
    refused("trigger", () -> RunsRequest.all().trigger(text));
  }

  @Test
  void lengthsCountCodePoints() {
    assertThat(EventRequest.of("🚀".repeat(512)).streamId()).hasSize(1024);
    refused("streamId", () -> EventRequest.of("a".repeat(513)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "null", "{", "{},\"streamId\":\"b\"", "{}{}", "{'a':1}"})
  void jsonThatIsNoObject(String json) {
    refused("state", () -> StreamUpdate.of("a", json));
    refused("payload", () -> NewEvent.of("a", "paid").payload(json));
  }

  @Test
  void monthsAndTimesThatCannotBeWritten() {
    refused("month", () -> MonthRequest.of(NO_LABEL));
    refused("from", () -> SnapshotRequest.of("a").from(NO_LABEL));
    refused("to", () -> TrendRequest.of("a", "n").to(NO_LABEL));
    refused("from", () -> EventRequest.of("a").from(Instant.MIN));
    refused("to", () -> EventRequest.of("a").to(Instant.MAX));
    refused("occurredAt", () -> NewEvent.of("a", "paid").at(Instant.MAX));
    refused("patience", () -> RunRequest.full().waiting(Duration.ofSeconds(-1)));
  }

  @Test
  void onlyWhatIsGivenIsSent() {
    assertThat(EventRequest.of("a").toJson())
        .isEqualTo(new JsonObject().put("streamId", "a").put("limit", 100));
    assertThat(
            EventRequest.of("a")
                .limit(1)
                .type("paid")
                .from(Instant.parse("2026-03-01T00:00:00.000000999Z"))
                .to(Instant.parse("2026-04-01T00:00:00Z"))
                .cursor(Optional.of("c"))
                .toJson())
        .isEqualTo(
            new JsonObject()
                .put("streamId", "a")
                .put("limit", 1)
                .put("type", "paid")
                .put("from", "2026-03-01T00:00:00.000000Z")
                .put("to", "2026-04-01T00:00:00.000000Z")
                .put("cursor", "c"));
    assertThat(RunsRequest.all().status(Run.Status.FAILED).kind("FULL").trigger("CLI").toJson())
        .isEqualTo(
            new JsonObject()
                .put("limit", 100)
                .put("status", "FAILED")
                .put("kind", "FULL")
                .put("trigger", "CLI"));
    assertThat(RunRequest.full().toJson()).isEqualTo(new JsonObject());
    assertThat(RunRequest.of(Phase.ARCHIVE).toJson().getString("phase")).isEqualTo("archive");
  }

  private static void refused(String field, ThrowingCallable request) {
    assertThatIllegalArgumentException()
        .isThrownBy(request)
        .withMessageStartingWith(field + " must be ");
  }
}
