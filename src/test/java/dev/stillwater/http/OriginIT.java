package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests are known by. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class OriginIT {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private static final String STATUS = "/api/v1/maintenance";
  private static final String NEW_ID = "[0-9a-f]{32}";

  private final TestService service;

  OriginIT(TestDatabase database) {
    this.service =
        TestService.start(database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        STATUS,
        "/health/live",
        "/metrics",
        "/nothing",
        "/api/v1/streams/x",
        "/api/v1/%zz"
      })
  void theIdOfARequestIsInItsAnswer(String path) throws IOException {
    assertThat(RawHttp.get(service, path, "X-Request-Id: order-7").header("x-request-id"))
        .isEqualTo("order-7");
    assertThat(RawHttp.get(service, path).header("x-request-id")).matches(NEW_ID);
  }

  @Test
  void anIdThatWillNotDoIsReplaced() throws IOException {
    assertThat(RawHttp.get(service, STATUS, "X-Request-Id: a b").header("x-request-id"))
        .matches(NEW_ID);
    assertThat(
            RawHttp.get(service, STATUS, "X-Request-Id: a", "X-Request-Id: b")
                .header("x-request-id"))
        .matches(NEW_ID);
  }

  @Test
  void whatCannotBeParsedHasAnIdToo() throws IOException {
    Answer answer = RawHttp.exchange(service, "GET / HTTP/1.1\r\n: odd\r\n\r\n");
    assertThat(answer.problem(400)).isNotNull();
    assertThat(answer.header("x-request-id")).matches(NEW_ID);
  }

  @Test
  void idAndTraceArePassedOnOverTheBus() {
    MultiMap passed =
        passedOn("x-request-id", "order-7", "traceparent", "00-" + TRACE + "-" + PARENT + "-01");
    assertThat(passed.get("x-request-id")).isEqualTo("order-7");
    assertThat(passed.get("traceparent"))
        .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
        .doesNotContain(PARENT);
    assertThat(passed.contains("tracestate")).isFalse();
  }

  @Test
  void whatOthersToldOfTheTraceIsPassedOn() {
    assertThat(
            passedOn("traceparent", "00-" + TRACE + "-" + PARENT + "-00", "tracestate", "a=1")
                .get("tracestate"))
        .isEqualTo("a=1");
  }

  @Test
  void aTraceThatCannotBeReadIsNotGoneOnWith() {
    assertThat(
            passedOn("traceparent", "00-" + TRACE + "-" + "0".repeat(16) + "-01")
                .get("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
        .doesNotContain(TRACE);
  }

  /** The headers of the message that a request with these headers leads to. */
  private MultiMap passedOn(String... headers) {
    CompletableFuture<MultiMap> seen = new CompletableFuture<>();
    service
        .vertx()
        .eventBus()
        .addInboundInterceptor(
            delivery -> {
              if (Addresses.MAINTENANCE_STATUS.equals(delivery.message().address())) {
                seen.complete(delivery.message().headers());
              }
              delivery.next();
            });
    assertThat(service.send(service.request(STATUS).headers(headers)).status()).isEqualTo(200);
    return seen.join();
  }
}
