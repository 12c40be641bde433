package dev.stillwater.maintenance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is measured of the runs of this process: over all instances each is counted once. Every
 * series is there from the beginning, so that the first failure is seen as an increase.
 */
final class RunMeters {

  private static final List<RunStatus> OUTCOMES =
      List.of(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);

  private final MeterRegistry meters;
  private final AtomicInteger running = new AtomicInteger();
  private final Counter captured;
  private final Counter archived;
  private final Counter restored;
  private final Counter late;

  RunMeters(MeterRegistry meters) {
    this.meters = meters;
    this.captured = counter("stillwater.snapshots.captured", "Snapshots that were new or changed");
    this.archived = counter("stillwater.events.archived", "Events moved to the archive, about");
    this.restored = counter("stillwater.events.restored", "Events brought back, about");
    this.late = counter("stillwater.events.late", "Events archived after others of their time");
    Gauge.builder("stillwater.run.running", running, AtomicInteger::get)
        .description("Runs that are going in this process")
        .register(meters);
    for (RunKind kind : RunKind.values()) {
      OUTCOMES.forEach(outcome -> duration(kind, outcome));
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  private Timer duration(RunKind kind, RunStatus outcome) {
    return Timer.builder("stillwater.run.duration")
        .description("How long runs took")
        .tags("kind", written(kind), "outcome", written(outcome))
        .register(meters);
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  void began() {
    running.incrementAndGet();
  }

  void ended() {
    running.decrementAndGet();
  }

  /** Counts a run as the ledger has it in the end. */
  void count(MaintenanceRun run) {
    run.finishedAt()
        .map(end -> Duration.between(run.startedAt(), end))
        .ifPresent(took -> duration(run.kind(), run.status()).record(took));
    captured.increment(run.counts().snapshotsCreated() + run.counts().snapshotsRefreshed());
    archived.increment(run.counts().eventsArchived());
    restored.increment(run.counts().eventsRestored());
    late.increment(run.counts().lateEvents());
  }
}
