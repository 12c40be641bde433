package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScheduleGaugesTest {

  private static final Instant DUE = Instant.parse("2026-04-01T02:00:00Z");

  private final AtomicReference<Optional<ScheduleState>> state =
      new AtomicReference<>(Optional.of(state(Optional.empty(), DUE, Optional.of(DUE))));
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void scheduleIsReadAtEachScrape() {
    ScheduleGauges.register(registry, state::get);
    assertThat(registry.scrape())
        .isEqualTo(
            """
            # HELP stillwater_run_last_success_timestamp_seconds When a run last succeeded, NaN where none has
            # TYPE stillwater_run_last_success_timestamp_seconds gauge
            stillwater_run_last_success_timestamp_seconds NaN
            # HELP stillwater_run_next_due_timestamp_seconds When the next run is due
            # TYPE stillwater_run_next_due_timestamp_seconds gauge
            stillwater_run_next_due_timestamp_seconds 1.7750088E9
            # HELP stillwater_run_overdue 1 while a run that was due has not succeeded
            # TYPE stillwater_run_overdue gauge
            stillwater_run_overdue 1.0
            """);

    Instant success = DUE.plusMillis(1500);
    state.set(Optional.of(state(Optional.of(success), DUE.plusSeconds(86400), Optional.empty())));
    assertThat(registry.scrape())
        .contains("\nstillwater_run_overdue 0.0\n")
        .contains("\nstillwater_run_last_success_timestamp_seconds 1.7750088015E9\n")
        .contains("\nstillwater_run_next_due_timestamp_seconds 1.7750952E9\n");
  }

  @Test
  void nothingIsToldBeforeAnythingIsKnown() {
    state.set(Optional.empty());
    ScheduleGauges.register(registry, state::get);
    assertThat(registry.scrape()).contains("\nstillwater_run_overdue NaN\n");
  }

  private static ScheduleState state(
      Optional<Instant> lastSuccess, Instant nextRun, Optional<Instant> overdueSince) {
    return new ScheduleState(
        true, ZoneOffset.UTC, Optional.empty(), nextRun, lastSuccess, overdueSince);
  }
}
