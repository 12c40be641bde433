package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.Relay;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that takes connections and never answers. */
@ExtendWith(DatabaseExtension.class)
@Timeout(120)
class DatabaseAwayIT {

  private static final String HELD = RawHttp.head("GET", "/api/v1/snapshots/s/2026-02");
  private static final String BODY = "{\"state\":{\"n\":1}}";
  private static final String PUT =
      RawHttp.head(
              "PUT",
              "/api/v1/streams/s",
              "content-type: application/json",
              "content-length: " + BODY.length())
          + BODY;
  private static final List<String> OTHERS =
      List.of(
          RawHttp.head("GET", "/api/v1/streams/s"),
          RawHttp.head("GET", "/api/v1/streams"),
          RawHttp.head("GET", "/api/v1/snapshots/s/2026-03"),
          RawHttp.head("GET", "/api/v1/snapshots/s"),
          RawHttp.head("GET", "/api/v1/snapshots?month=2026-03"),
          RawHttp.head("GET", "/api/v1/streams/s/events"),
          RawHttp.head("GET", "/api/v1/snapshots/s/archive"),
          RawHttp.head("GET", "/api/v1/maintenance/runs"),
          PUT);

  // as many times as each pool has connections, on each event loop
  private static final int TIMES = 12;

  private static final String SESSIONS =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name IN ('stillwater read', 'stillwater write')
      """;
  private static final int MAX_SESSIONS =
      4 + 1 + 4 + 3 * Math.min(8, Runtime.getRuntime().availableProcessors());

  @Test
  void whatIsHeldIsAnsweredTheRestFailsInTimeAndAllComesBack(TestDatabase database)
      throws Exception {
    SettableClock clock = new SettableClock(Instant.parse("2026-02-20T12:00:00Z"));
    try (Relay relay = new Relay(database);
        TestService service =
            TestService.start(
                database,
                clock,
                relay.setting(),
                "http.request-timeout=3s",
                "database.connect-timeout=2s",
                "database.statement-timeout=1s",
                "database.write-statement-timeout=1s")) {
      service.put("/api/v1/streams/s", BODY);
      assertThat(service.maintain().status()).isEqualTo(200);
      clock.set(Instant.parse("2026-03-15T12:00:00Z"));
      assertThat(service.maintain().status()).isEqualTo(200);
      for (int outage = 0; outage < 2; outage++) {
        work(service);
        assertThat(service.get("/health/ready").status()).isEqualTo(200);
        relay.swallow();
        fail(service);
        assertThat(service.get("/health/live").status()).isEqualTo(200);
        Answer ready = service.get("/health/ready");
        assertThat(ready.status()).isEqualTo(503);
        assertThat(ready.json().getString("reason")).contains("database");
        relay.recover();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> service.get("/health/ready").status() == 200);
        // what had gone silent is found out by asking
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> work(service));
      }
      assertThat(database.count(SESSIONS)).isLessThanOrEqualTo(MAX_SESSIONS);
    }
  }

  private static void work(TestService service) throws IOException {
    for (int i = 0; i < TIMES; i++) {
      for (String request : OTHERS) {
        assertThat(RawHttp.exchange(service, request).status()).as(request).isEqualTo(200);
      }
      assertThat(RawHttp.exchange(service, HELD).status()).isEqualTo(200);
    }
  }

  // all at once: one after the other would take its deadline each
  private static void fail(TestService service) throws IOException {
    List<RawHttp> open = new ArrayList<>();
    try {
      for (int i = 0; i < TIMES; i++) {
        for (String request : OTHERS) {
          open.add(send(service, request));
        }
      }
      assertThat(RawHttp.exchange(service, HELD).status()).isEqualTo(200);
      for (RawHttp http : open) {
        Answer answer = http.receive();
        answer.problem(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
      }
    } finally {
      for (RawHttp http : open) {
        http.close();
      }
    }
  }

  private static RawHttp send(TestService service, String request) throws IOException {
    RawHttp http = RawHttp.connect(service);
    http.send(request);
    return http;
  }
}
