package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ScheduleGaugesTest {

  private static final Instant DUE = Instant.parse("2026-04-01T02:00:00Z");

  private final AtomicReference<ScheduleSight> sight =
      new AtomicReference<>(new ScheduleSight(true, Optional.empty(), DUE));
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void scheduleIsReadAtEachScrape() {
    ScheduleGauges.register(registry, sight::get);
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

    sight.set(new ScheduleSight(false, Optional.of(DUE.plusMillis(1500)), DUE.plusSeconds(86400)));
    assertThat(registry.scrape())
        .contains("\nstillwater_run_overdue 0.0\n")
        .contains("\nstillwater_run_last_success_timestamp_seconds 1.7750088015E9\n")
        .contains("\nstillwater_run_next_due_timestamp_seconds 1.7750952E9\n");
  }
}
