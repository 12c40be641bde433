package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that do not come, or come for longer than they are of use. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SlowBodyIT {

  private static final int MAX_BODY = 10_000;
  private static final Duration DRIP = Duration.ofMillis(20);

  private final TestService service;

  SlowBodyIT(TestDatabase database) {
    this.service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
            "http.body-timeout=300ms",
            "http.max-body=" + MAX_BODY);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /api/v1/events", "PUT /api/v1/streams/a"})
  void bodyThatDripsIsCutOff(String request) throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(head(request, 1_000) + "{");
      await().pollInterval(DRIP).until(() -> http.hasAnswer() || drip(http));
      Answer answer = http.receive();
      answer.problem(408);
      assertThat(answer.header("connection")).isEqualTo("close");
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  private static boolean drip(RawHttp http) throws IOException {
    http.send(" ");
    return false;
  }

  @Test
  void restOfRefusedBodyThatDoesNotComeIsCutOff() throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(head("POST /api/v1/events", 100) + "x");
      http.receive().problem(400);
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /nowhere", "GET /health/live", "POST /api/v1/snapshots/a%zz"})
  void bodyThatNobodyAskedForIsCutOffToo(String request) throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(head(request, 100) + "x");
      http.receive();
      assertThat(http.isClosedByServer()).isTrue();
    }
  }

  @Test
  void refusalIsReadableWhileTheBodyIsStillSentAndTheConnectionLivesOn() throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(head("POST /api/v1/events", 2 * MAX_BODY));
      http.send(" ".repeat(MAX_BODY + 1));
      http.receive().problem(413);
      http.send(" ".repeat(MAX_BODY - 1));
      http.send(RawHttp.head("GET", "/health/live"));
      assertThat(http.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void bodyInTimeIsTaken() throws IOException {
    String event = TestEvent.at("2026-03-01T00:00:00Z").json();
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(head("POST /api/v1/events", event.length()) + event.substring(0, 20));
      http.send(event.substring(20));
      assertThat(http.receive().status()).isEqualTo(200);
      http.send(RawHttp.head("GET", "/health/live"));
      assertThat(http.receive().status()).isEqualTo(200);
    }
  }

  private static String head(String request, int length) {
    String[] parts = request.split(" ");
    return RawHttp.head(
        parts[0], parts[1], "content-type: application/json", "content-length: " + length);
  }
}
