package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.EventStream;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
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

  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
  private static final int ODD = 50;

  private final TestService service;
  private final Scrape scrape;

  MetricsIT(TestDatabase database) {
    this.service = TestService.start(database, new SettableClock(NOW));
    this.scrape = new Scrape(service);
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
  void requestsAreMeasuredByTheTemplateOfTheirPath() {
    String read =
        "stillwater_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/streams/{streamId}\",status=\"%s\"}";
    double missing = scrape.value(read.formatted(404));
    double found = scrape.value(read.formatted(200));
    service.put("/api/v1/streams/measured", "{\"state\": {}}");
    service.get("/api/v1/streams/measured");
    service.get("/api/v1/streams/not-there");
    service.get("/api/v1/streams/not-there-either");
    // one that has its answer may be counted a moment later
    await().until(() -> scrape.value(read.formatted(200)), value -> value == found + 1);
    await().until(() -> scrape.value(read.formatted(404)), value -> value == missing + 2);
    assertThat(
            scrape.value(
                "stillwater_http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/v1/streams/{streamId}\",status=\"200\",le=\"+Inf\"}"))
        .isEqualTo(found + 1);
  }

  @Test
  void oddRequestsMakeNoSeriesOfTheirOwn() throws IOException {
    Seeded random = Seeded.create();
    odd(random);
    long before = scrape.series("stillwater_http_request_duration_seconds_count").count();
    double unmatched = unmatched();
    for (int i = 0; i < ODD; i++) {
      odd(random);
    }
    await().until(this::unmatched, value -> value >= unmatched + 3 * ODD);
    assertThat(scrape.series("stillwater_http_request_duration_seconds_count").count())
        .isLessThanOrEqualTo(before + 2);
    assertThat(service.get("/metrics").body()).doesNotContain("odd-", "BREW");
  }

  // of no path, of no method, and of no sense at all
  private void odd(Seeded random) throws IOException {
    String path = "/odd-" + random.uuid() + TestService.encode(random.text(1, 9));
    service.get(path).problem(404);
    RawHttp.exchange(service, RawHttp.head("BREW" + random.ints(0, 99), path));
    RawHttp.exchange(service, "GET " + path + " HTTP/1.1\r\n: odd\r\n\r\n").problem(400);
    service.send(service.request("/api/v1/events").GET()).problem(405);
  }

  private double unmatched() {
    return scrape.sum("stillwater_http_request_duration_seconds_count", "route=\"unmatched\"");
  }

  // what a gauge looks at must not go with the garbage
  @Test
  void whatIsMeasuredIsHeld() throws IOException {
    System.gc();
    assertThat(scrape.value("stillwater_http_subscribers")).isZero();
    assertThat(scrape.value("stillwater_http_requests_in_flight")).isPositive();
  }

  @Test
  void thoseWhoAreThereAreCounted() throws Exception {
    awaitInFlight(1); // the scrape itself
    try (EventStream stream = EventStream.open(service.port())) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(scrape.value("stillwater_http_subscribers")).isEqualTo(1);
      awaitInFlight(2);
    }
    await().untilAsserted(() -> assertThat(scrape.value("stillwater_http_subscribers")).isZero());
    awaitInFlight(1);
  }

  private void awaitInFlight(double number) {
    await()
        .until(() -> scrape.value("stillwater_http_requests_in_flight"), value -> value == number);
  }

  @Test
  void connectionsAreToldByPool() {
    assertThat(scrape.value("stillwater_database_pool_connections_max{pool=\"pages\"}"))
        .isEqualTo(4);
    assertThat(scrape.value("stillwater_database_pool_waiting{pool=\"writes\"}")).isZero();
    await()
        .untilAsserted(
            () ->
                assertThat(
                        scrape.value("stillwater_database_pool_connections_in_use{pool=\"pages\"}"))
                    .isZero());
    assertThat(scrape.value("stillwater_database_pipelined_reads")).isZero();
  }

  @Test
  void logAndArchiveAreSized() {
    await()
        .untilAsserted(
            () -> {
              assertThat(scrape.value("stillwater_events_stored{tier=\"hot\"}")).isNotNegative();
              assertThat(scrape.value("stillwater_events_stored_size_bytes{tier=\"hot\"}"))
                  .isPositive();
              assertThat(scrape.value("stillwater_events_stored_size_bytes{tier=\"archive\"}"))
                  .isPositive();
              assertThat(scrape.value("stillwater_ready")).isOne();
            });
  }

  @Test
  void theProcessTellsOfItself() {
    assertThat(scrape.series("stillwater_build_info"))
        .singleElement()
        .asString()
        .matches("stillwater_build_info\\{java=\".+\",version=\".+\"} 1(\\.0)?");
    assertThat(scrape.series("jvm_memory_used_bytes")).isNotEmpty();
    assertThat(scrape.series("jvm_gc_memory_allocated_bytes_total")).isNotEmpty();
    assertThat(scrape.value("jvm_threads_live_threads")).isPositive();
    assertThat(scrape.value("process_uptime_seconds")).isPositive();
  }

  @Test
  void parametersAreRefused() {
    assertThat(service.get("/metrics?name=x").problem(400).getString("field")).isEqualTo("name");
  }
}
