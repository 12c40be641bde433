package dev.stillwater.maintenance;

import dev.stillwater.archive.MonthKeeper;
import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.database.Notices;
import dev.stillwater.schedule.DueRun;
import dev.stillwater.schedule.ScheduleLoop;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maintenance on the bus and by the clock. To be deployed once per process. */
public final class MaintenanceVerticle extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(MaintenanceVerticle.class);
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final MaintenanceModule module;
  private final Notices notices;
  private final MonthKeeper keeper;
  private final Duration wait;
  private ScheduleLoop loop;
  private RunEvents events;

  /**
   * Wires maintenance.
   *
   * @param notices for the verticle to close
   * @param wait how long a request waits for the end of the run it started
   */
  public MaintenanceVerticle(
      MaintenanceModule module, Notices notices, MonthKeeper keeper, Duration wait) {
    this.module = module;
    this.notices = notices;
    this.keeper = keeper;
    this.wait = wait;
  }

  @Override
  public Future<?> start() {
    RunAnswer answer = new RunAnswer(vertx, wait);
    MaintenanceService service = new MaintenanceService(module, answer);
    RestoreService restoring = new RestoreService(module.restores(), answer);
    new Endpoints(vertx.eventBus())
        .on(Addresses.MAINTENANCE_START, service::start)
        .onRequest(Addresses.MAINTENANCE_PLAN, service::plan)
        .onRequest(Addresses.MAINTENANCE_STATUS, service::status)
        .onRequest(Addresses.MAINTENANCE_PAUSE, service::pause)
        .onRequest(
            Addresses.MAINTENANCE_RESUME,
            request -> service.resume(request).onSuccess(resumed -> loop.wake()))
        .onRequest(Addresses.MAINTENANCE_CANCEL, service::cancel)
        .onRequest(Addresses.MAINTENANCE_RUN, service::run)
        .onRequest(Addresses.MAINTENANCE_RUNS, service::runs)
        .on(Addresses.ARCHIVE_RESTORE, restoring::restore)
        .onRequest(Addresses.ARCHIVE_RELEASE, restoring::release);
    vertx.setPeriodic(DAY, tick -> keepMonths());
    events = new RunEvents(vertx.eventBus(), module.history());
    loop = module.schedule().loop(vertx, module.maintenance()::endDead, this::runDue);
    loop.start();
    listen();
    return Future.succeededFuture();
  }

  private Future<MaintenanceRun> runDue(DueRun due) {
    return module.maintenance().start(due).compose(RunningRun::finished);
  }

  // not waited for: nothing rests on what is heard
  private void listen() {
    notices.listen(
        notice -> context.runOnContext(v -> heard(notice)),
        () -> context.runOnContext(v -> loop.wake()));
  }

  private void heard(String notice) {
    RunNotice.parse(notice).ifPresentOrElse(this::heard, loop::wake);
  }

  private void heard(RunNotice notice) {
    events.publish(notice);
    if (notice.type() == RunNotice.Type.FINISHED) {
      loop.wake();
    }
  }

  private void keepMonths() {
    keeper
        .keep()
        .onFailure(e -> log.error("snapshot maintenance: coming months could not be created", e));
  }

  @Override
  public Future<?> stop() {
    return Future.join(loop.stop(), module.maintenance().stop(), notices.close());
  }
}
