package dev.stillwater.maintenance;

import dev.stillwater.archive.MonthKeeper;
import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.calendar.Schedule;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maintenance on the bus and by the clock. To be deployed once per process. */
public final class MaintenanceVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(MaintenanceVerticle.class);
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long PAUSE = 500;

  private final Maintenance maintenance;
  private final Restores restores;
  private final MonthKeeper keeper;
  private final InstantSource clock;
  private final Schedule schedule;
  private final boolean scheduled;
  private final Duration wait;
  private MaintenanceTimer timer;

  /**
   * Wires maintenance.
   *
   * @param scheduled whether runs start by the clock
   * @param wait how long a request waits for the end of the run it started
   */
  public MaintenanceVerticle(
      Maintenance maintenance,
      Restores restores,
      MonthKeeper keeper,
      InstantSource clock,
      Schedule schedule,
      boolean scheduled,
      Duration wait) {
    this.maintenance = maintenance;
    this.restores = restores;
    this.keeper = keeper;
    this.clock = clock;
    this.schedule = schedule;
    this.scheduled = scheduled;
    this.wait = wait;
  }

  @Override
  public Future<?> start() {
    RunAnswer answer = new RunAnswer(vertx, wait);
    MaintenanceService service = new MaintenanceService(maintenance, answer);
    RestoreService restoring = new RestoreService(restores, answer);
    timer = new MaintenanceTimer(vertx, clock, schedule, this::runDue);
    new Endpoints(vertx.eventBus())
        .on(Addresses.MAINTENANCE_START, service::start)
        .onRequest(Addresses.MAINTENANCE_PLAN, service::plan)
        .onRequest(Addresses.MAINTENANCE_RUN, service::run)
        .on(Addresses.ARCHIVE_RESTORE, restoring::restore)
        .onRequest(Addresses.ARCHIVE_RELEASE, restoring::release);
    vertx.setPeriodic(DAY, tick -> keepMonths());
    if (scheduled) {
      timer.start();
    }
    return Future.succeededFuture();
  }

  private Future<MaintenanceRun> runDue(Instant due) {
    return maintenance
        .start(Trigger.SCHEDULE, Optional.of(due))
        .compose(RunningRun::finished)
        .recover(failure -> isConflict(failure) ? later(due) : Future.failedFuture(failure));
  }

  // a run that was going before the due instant does not count for it: this one comes after it
  private Future<MaintenanceRun> later(Instant due) {
    return vertx.timer(PAUSE, TimeUnit.MILLISECONDS).compose(v -> runDue(due));
  }

  private static boolean isConflict(Throwable failure) {
    return failure instanceof ProblemException problem && problem.kind() == ProblemKind.CONFLICT;
  }

  private void keepMonths() {
    keeper
        .keep()
        .onFailure(e -> log.error("snapshot maintenance: coming months could not be created", e));
  }

  @Override
  public Future<?> stop() {
    return Future.join(timer.stop(), maintenance.stop());
  }
}
