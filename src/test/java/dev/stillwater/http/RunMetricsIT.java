package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus gets of runs, and of what they capture. */
@ExtendWith(DatabaseExtension.class)
class RunMetricsIT {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-03-15T12:00:00Z"));
  private final TestService service;
  private final Scrape scrape;

  RunMetricsIT(TestDatabase database) {
    this.service = TestService.start(database, clock);
    this.scrape = new Scrape(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void runsAreCountedWithWhatTheyMoved() {
    String runs = "stillwater_run_duration_seconds_count{kind=\"full\",outcome=\"succeeded\"}";
    double before = scrape.value(runs);
    service.put("/api/v1/streams/moved", "{\"state\": {}}");
    event("2025-10-05T00:00:00Z");
    assertThat(service.maintain().status()).isEqualTo(200);
    assertThat(scrape.value(runs)).isEqualTo(before + 1);
    assertThat(scrape.value("stillwater_snapshots_captured_total")).isPositive();
    assertThat(scrape.value("stillwater_events_archived_total")).isPositive();
    assertThat(scrape.value("stillwater_run_running")).isZero();
    assertThat(
            scrape.value("stillwater_run_duration_seconds_count{kind=\"full\",outcome=\"failed\"}"))
        .isZero();

    event("2025-10-06T00:00:00Z");
    assertThat(service.maintain().status()).isEqualTo(200);
    assertThat(scrape.value("stillwater_events_late_total")).isEqualTo(1);
    assertThat(service.post("/api/v1/archive/2025-10/restore", TestService.JSON, "").status())
        .isEqualTo(200);
    assertThat(scrape.value("stillwater_events_restored_total")).isPositive();
  }

  private void event(String time) {
    String body =
        "{\"streamId\": \"moved\", \"eventType\": \"t\", \"occurredAt\": \"%s\"}".formatted(time);
    assertThat(service.post("/api/v1/events", TestService.JSON, body).status()).isEqualTo(200);
  }

  @Test
  void theCacheTellsWhetherItHelps() {
    String hits = "stillwater_snapshot_cache_requests_total{result=\"hit\"}";
    String misses = "stillwater_snapshot_cache_requests_total{result=\"miss\"}";
    service.put("/api/v1/streams/cached", "{\"state\": {}}");
    assertThat(service.maintain().status()).isEqualTo(200);
    clock.set(Instant.parse("2026-04-15T12:00:00Z"));
    // what a run tells of its end lets go of all that is held
    await()
        .untilAsserted(
            () -> {
              double hitsBefore = scrape.value(hits);
              double missesBefore = scrape.value(misses);
              service.get("/api/v1/snapshots/cached/2026-03");
              service.get("/api/v1/snapshots/cached/2026-03");
              assertThat(scrape.value(hits)).isGreaterThan(hitsBefore);
              assertThat(scrape.value(misses)).isGreaterThanOrEqualTo(missesBefore);
              assertThat(scrape.value(misses)).isPositive();
              assertThat(scrape.value("stillwater_snapshot_cache_entries")).isPositive();
              assertThat(scrape.value("stillwater_snapshot_cache_size_bytes")).isGreaterThan(300);
            });
  }
}
