package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.EventStream;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The events of runs over HTTP, published by the test. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
class ServerSentEventsIT {

  private static final String PATH = "/api/v1/maintenance/events";

  private final TestDatabase database;
  private TestService service;

  ServerSentEventsIT(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void start(String... settings) {
    service =
        TestService.start(
            database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")), settings);
  }

  private EventStream open(String... headers) throws Exception {
    return EventStream.open(service.port(), headers);
  }

  private void publish(String id, String type) {
    publish(RunEvents.message(id, type, null));
  }

  private void publish(Object message) {
    service.vertx().eventBus().publish(Addresses.MAINTENANCE_EVENTS, message);
  }

  @Test
  void eventsComeAsTheyArePublished() throws Exception {
    start();
    try (EventStream stream = open("accept-encoding", "gzip")) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.header("content-type")).isEqualTo("text/event-stream");
      assertThat(stream.header("cache-control")).startsWith("no-store");
      assertThat(stream.block()).containsExactly(": connected", "retry: 3000");
      publish("9-2", "STARTED");
      publish("10-0", "FINISHED");
      assertThat(stream.block())
          .containsExactly(
              "id: 9-2",
              "event: started",
              "data: " + RunEvents.message("9-2", "STARTED", null).encode());
      assertThat(stream.block()).startsWith("id: 10-0", "event: finished").hasSize(3);
    }
  }

  @Test
  void oneThatComesBackGetsWhatItMissedOnce() throws Exception {
    start();
    publish("1-1", "STARTED");
    publish("1-2", "PROGRESS");
    try (EventStream all = open("Last-Event-ID", "0-0")) {
      assertThat(all.nextId()).isEqualTo("1-1");
      assertThat(all.nextId()).isEqualTo("1-2");
      publish("1-2", "PROGRESS");
      publish("1-1", "STARTED");
      publish("1-10", "FINISHED");
      assertThat(all.nextId()).isEqualTo("1-10");
    }
    try (EventStream rest = open("Last-Event-ID", "1-2");
        EventStream fresh = open()) {
      publish("2-0", "STARTED");
      assertThat(rest.nextId()).isEqualTo("1-10");
      assertThat(rest.nextId()).isEqualTo("2-0");
      assertThat(fresh.nextId()).isEqualTo("2-0");
    }
  }

  @Test
  void messagesOfAnotherFormAreIgnored() throws Exception {
    start();
    try (EventStream stream = open()) {
      publish("text");
      publish(new JsonObject());
      publish("1", "STARTED");
      publish("1-1", "STARTING");
      publish("1-2", "STARTED");
      assertThat(stream.nextId()).isEqualTo("1-2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1", "1-", "-1-1", "1-1,1-2", "99999999999999999999-1", ""})
  void badLastEventIdIsRefused(String id) {
    start();
    Answer answer = service.send(service.request(PATH).header("Last-Event-ID", id));
    assertThat(answer.problem(400).getString("field")).isEqualTo("Last-Event-ID");
  }

  @Test
  void parametersAndOtherMethodsAreRefused() throws IOException {
    start();
    Answer answer = service.get(PATH + "?lastEventId=1-1");
    assertThat(answer.problem(400).getString("field")).isEqualTo("lastEventId");
    service.post(PATH, TestService.JSON, "{}").problem(405);
  }

  @Test
  void moreThanMayFollowAreRefusedUntilOneHasGone() throws Exception {
    start("http.max-subscribers=2");
    EventStream first = open();
    try (EventStream second = open()) {
      Answer refused = service.get(PATH);
      refused.problem(503);
      assertThat(refused.header("retry-after")).isEqualTo("30");
      first.close();
      await().until(() -> isTaken());
      publish("1-1", "STARTED");
      assertThat(second.nextId()).isEqualTo("1-1");
    }
  }

  private boolean isTaken() throws Exception {
    try (EventStream another = open()) {
      return another.status() == 200;
    }
  }

  @Test
  void shortIdleTimeoutDoesNotEndTheStream() throws Exception {
    start("http.idle-timeout=400ms", "http.maintenance-wait=100ms");
    try (EventStream stream = open()) {
      assertThat(stream.block()).contains("retry: 3000");
      for (int i = 0; i < 5; i++) {
        assertThat(stream.block()).containsExactly(": keep-alive");
      }
      publish("1-1", "STARTED");
      assertThat(stream.nextId()).isEqualTo("1-1");
    }
  }

  @Test
  void streamsEndAtOnceWhenTheServiceStops() throws Exception {
    start();
    try (EventStream stream = open();
        RawHttp http10 = RawHttp.connect(service)) {
      http10.send("GET " + PATH + " HTTP/1.0\r\n\r\n");
      await().until(http10::hasAnswer);
      assertThat(stream.block()).isNotEmpty();
      long begun = System.nanoTime();
      service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(stream.block()).isEmpty();
    }
  }
}
