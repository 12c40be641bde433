package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Relay;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What balancers and Prometheus are told while the database is there, and while it is not. */
@ExtendWith(DatabaseExtension.class)
class HealthIT {

  private static final String HOT = "stillwater_events_stored_size_bytes{tier=\"hot\"}";
  private static final String CONNECT_TIMEOUT = "database.connect-timeout=1s";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void healthTellsWhatIsMissing(TestDatabase database) {
    SettableClock clock = new SettableClock(Instant.parse("2026-03-15T12:00:00Z"));
    Relay relay = new Relay(database);
    try (TestService service =
        TestService.start(database, clock, relay.setting(), CONNECT_TIMEOUT)) {
      Scrape scrape = new Scrape(service);
      assertThat(service.get("/health/ready").body())
          .isEqualTo(
              """
              {"status":"UP","checks":{"database":{"status":"UP"},"schema":{"status":"UP"},\
              "serving":{"status":"UP"}}}""");
      await().until(() -> scrape.value("stillwater_ready") == 1 && scrape.value(HOT) > 0);

      relay.close();
      Answer answer = service.get("/health/ready");
      assertThat(answer.status()).isEqualTo(503);
      JsonObject ready = answer.json();
      String reason = ready.getString("reason");
      assertThat(reason).isNotBlank().doesNotContain("127.0.0.1", "refused");
      assertThat(ready.getString("status")).isEqualTo("DOWN");
      JsonObject checks = ready.getJsonObject("checks");
      assertThat(checks.getJsonObject("database"))
          .isEqualTo(new JsonObject().put("status", "DOWN").put("reason", reason));
      assertThat(checks.getJsonObject("schema").getString("status")).isEqualTo("UNKNOWN");
      assertThat(checks.getJsonObject("serving").getString("status")).isEqualTo("UP");
      assertThat(service.get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");

      await().atMost(PATIENCE).until(() -> scrape.value("stillwater_ready") == 0);
      assertThat(scrape.value(HOT)).as("what was last known").isPositive();
    } finally {
      relay.close();
    }
  }
}
