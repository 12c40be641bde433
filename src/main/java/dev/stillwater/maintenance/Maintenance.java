package dev.stillwater.maintenance;

import dev.stillwater.archive.Archiver;
import dev.stillwater.archive.Restorer;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.config.Settings;
import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.schedule.DueRun;
import dev.stillwater.snapshot.SnapshotCapture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sets runs of maintenance going. One run at a time over all instances: the ledger holds that. Safe
 * for use on any context.
 */
public final class Maintenance {

  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final Database database;
  private final InstantSource clock;
  private final MonthCalendar calendar;
  private final int retentionMonths;
  private final SnapshotCapture capture;
  private final Archiver archiver;
  private final Restorer restorer;
  private final RunMeters meters;
  private final RunOpener opener;
  private final String instance =
      ProcessHandle.current().pid() + "@" + System.getenv().getOrDefault("HOSTNAME", "localhost");
  private final Set<Future<RunningRun>> starts = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  Maintenance(
      Vertx vertx,
      Database database,
      InstantSource clock,
      Settings settings,
      Archiver archiver,
      Restorer restorer,
      RunMeters meters) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    this.calendar = new MonthCalendar(settings.zone());
    this.retentionMonths = settings.retention().months();
    this.capture = new SnapshotCapture(clock, calendar);
    this.archiver = archiver;
    this.restorer = restorer;
    this.meters = meters;
    this.opener = new RunOpener(database, clock, settings.maintenance());
  }

  /**
   * Starts a run of both phases or of one; a {@link ProblemKind#CONFLICT} that names the run where
   * one is going.
   */
  public Future<RunningRun> start(RunKind kind, Trigger trigger) {
    Instant now = clock.instant();
    return start(
        newRun(kind, trigger, calendar.monthOf(now), Optional.empty(), List.of(), now),
        new CaptureAndArchive(database, clock, capture, archiver));
  }

  /**
   * Starts a run by the schedule; a {@link ProblemKind#CONFLICT} where one is going, or where it is
   * not due any more.
   */
  public Future<RunningRun> start(DueRun due) {
    Instant now = clock.instant();
    Trigger trigger = due.caughtUp() ? Trigger.CATCH_UP : Trigger.SCHEDULE;
    return start(
        newRun(
            RunKind.FULL,
            trigger,
            calendar.monthOf(now),
            Optional.of(due.due()),
            due.months(),
            now),
        new CaptureAndArchive(database, clock, capture, archiver));
  }

  /**
   * Starts to bring a month back from the archive; a {@link ProblemKind#CONFLICT} that names the
   * run where one is going.
   */
  public Future<RunningRun> restore(Trigger trigger, YearMonth month) {
    return start(
        newRun(RunKind.RESTORE, trigger, month, Optional.empty(), List.of(), clock.instant()),
        new RestoreWork(restorer, month));
  }

  private NewRun newRun(
      RunKind kind,
      Trigger trigger,
      YearMonth month,
      Optional<Instant> scheduledAt,
      List<YearMonth> monthsDue,
      Instant now) {
    Instant cutoff = calendar.cutoff(now, retentionMonths);
    return new NewRun(kind, trigger, month, instance, scheduledAt, monthsDue, now, cutoff);
  }

  private Future<RunningRun> start(NewRun wanted, RunWork work) {
    if (stopped) {
      return Future.failedFuture(
          ProblemException.of(ProblemKind.UNAVAILABLE, "the service is being stopped"));
    }
    Future<RunningRun> start =
        opener
            .open(wanted)
            .map(session -> new RunningRun(vertx, session, work, database, clock).go())
            .onSuccess(this::measure)
            .recover(SqlErrors::translated);
    starts.add(start);
    start.compose(RunningRun::tidied).onComplete(ended -> starts.remove(start));
    return start;
  }

  private void measure(RunningRun run) {
    meters.began();
    run.finished().onComplete(ended -> meters.ended()).onSuccess(meters::count);
  }

  /** Ends the runs, of whatever instance, that are not going any more. */
  public Future<Void> endDead() {
    return opener.endDead();
  }

  /**
   * Ends the runs of this process, for good: after their transaction in flight, which is broken off
   * and rolled back where it takes too long.
   */
  public Future<Void> stop() {
    stopped = true;
    return Future.join(starts.stream().map(start -> start.compose(this::stop)).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Void> stop(RunningRun run) {
    run.stop("the service was stopped");
    long timer = vertx.setTimer(GRACE.toMillis(), due -> run.interrupt());
    return run.finished()
        .onComplete(ended -> vertx.cancelTimer(timer))
        .transform(ended -> run.tidied());
  }
}
