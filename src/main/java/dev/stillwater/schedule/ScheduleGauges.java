package dev.stillwater.schedule;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The schedule as metrics, to be alerted upon: {@code stillwater_run_overdue == 1}. */
public final class ScheduleGauges {

  private ScheduleGauges() {}

  /**
   * Registers the gauges.
   *
   * @param schedule asked at each scrape and gauge, on the event loop that answers it: tells what
   *     is known, without waiting; the gauges are NaN where nothing is
   */
  public static void register(MeterRegistry registry, Supplier<Optional<ScheduleState>> schedule) {
    gauge("stillwater.run.overdue", schedule, s -> s.overdueSince().isPresent() ? 1 : 0)
        .description("1 while a run that was due has not succeeded")
        .register(registry);
    gauge("stillwater.run.last.success.timestamp", schedule, ScheduleGauges::lastSuccess)
        .description("When a run last succeeded, NaN where none has")
        .baseUnit("seconds")
        .register(registry);
    gauge("stillwater.run.next.due.timestamp", schedule, s -> seconds(s.nextRun()))
        .description("When the next run is due")
        .baseUnit("seconds")
        .register(registry);
  }

  private static Gauge.Builder<Supplier<Number>> gauge(
      String name,
      Supplier<Optional<ScheduleState>> schedule,
      ToDoubleFunction<ScheduleState> value) {
    return Gauge.builder(name, () -> schedule.get().map(value::applyAsDouble).orElse(Double.NaN));
  }

  private static double lastSuccess(ScheduleState state) {
    return state.lastSuccess().map(ScheduleGauges::seconds).orElse(Double.NaN);
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}
