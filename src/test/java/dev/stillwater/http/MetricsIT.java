package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus gets. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MetricsIT {

  private final TestService service;

  MetricsIT(TestDatabase database) {
    this.service =
        TestService.start(database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void metricsAreInTheTextFormatAndNotCached() {
    Answer answer = service.get("/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
  }

  @Test
  void theScheduleIsToldOf() {
    await()
        .untilAsserted(
            () ->
                assertThat(service.get("/metrics").body())
                    .contains("\nstillwater_run_overdue 0.0\n")
                    .contains("\nstillwater_run_last_success_timestamp_seconds NaN\n")
                    .contains("\nstillwater_run_next_due_timestamp_seconds 1.7750088E9\n"));
  }

  @Test
  void parametersAreRefused() {
    assertThat(service.get("/metrics?name=x").problem(400).getString("field")).isEqualTo("name");
  }
}
