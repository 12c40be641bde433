package dev.stillwater.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What is measured of requests, over all event loops. Thread-safe. */
final class HttpMeters {

  // a point read, a page, what a person waits for, and the deadlines
  private static final List<Duration> BUCKETS =
      List.of(
          Duration.ofMillis(1),
          Duration.ofMillis(5),
          Duration.ofMillis(25),
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofMillis(2500),
          Duration.ofSeconds(10));

  private final MeterRegistry meters;
  private final LongAdder inFlight = new LongAdder();

  /**
   * Registers the gauges.
   *
   * @param subscribers how many follow the events of runs
   */
  HttpMeters(MeterRegistry meters, IntSupplier subscribers) {
    this.meters = meters;
    Gauge.builder("stillwater.http.requests.in.flight", inFlight, LongAdder::sum)
        .description("Requests that are being answered")
        .register(meters);
    Gauge.builder("stillwater.http.subscribers", subscribers::getAsInt)
        .description("Who follows the events of runs")
        .register(meters);
  }

  void began() {
    inFlight.increment();
  }

  void ended() {
    inFlight.decrement();
  }

  /** The timer of requests that have all of this in common. */
  Timer timer(String method, String route, String status) {
    return Timer.builder("stillwater.http.request.duration")
        .description("How long requests take, until the last byte is handed over")
        .tags("method", method, "route", route, "status", status)
        .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new))
        .register(meters);
  }
}
