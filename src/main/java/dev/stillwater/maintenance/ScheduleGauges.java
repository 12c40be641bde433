package dev.stillwater.maintenance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The schedule as metrics, to be alerted upon: {@code stillwater_run_overdue == 1}. */
public final class ScheduleGauges {

  private ScheduleGauges() {}

  /**
   * Registers the gauges.
   *
   * @param sight asked at each scrape and gauge, on the event loop that answers it: tells what is
   *     known, without waiting
   */
  public static void register(MeterRegistry registry, Supplier<ScheduleSight> sight) {
    gauge("stillwater.run.overdue", sight, s -> s.overdue() ? 1 : 0)
        .description("1 while a run that was due has not succeeded")
        .register(registry);
    gauge("stillwater.run.last.success.timestamp", sight, ScheduleGauges::lastSuccess)
        .description("When a run last succeeded, NaN where none has")
        .baseUnit("seconds")
        .register(registry);
    gauge("stillwater.run.next.due.timestamp", sight, s -> seconds(s.nextDue()))
        .description("When the next run is due")
        .baseUnit("seconds")
        .register(registry);
  }

  private static Gauge.Builder<Supplier<Number>> gauge(
      String name, Supplier<ScheduleSight> sight, ToDoubleFunction<ScheduleSight> value) {
    return Gauge.builder(name, () -> value.applyAsDouble(sight.get()));
  }

  private static double lastSuccess(ScheduleSight sight) {
    return sight.lastSuccess().map(ScheduleGauges::seconds).orElse(Double.NaN);
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}
