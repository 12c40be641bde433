package dev.stillwater.maintenance;

import dev.stillwater.archive.ArchivePreview;
import dev.stillwater.archive.Archiver;
import dev.stillwater.archive.Restorer;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.database.Database;
import dev.stillwater.database.Session;
import dev.stillwater.database.SqlErrors;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.snapshot.SnapshotCapture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Map;
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
  private final ArchivePreview preview;
  private final String instance =
      ProcessHandle.current().pid() + "@" + System.getenv().getOrDefault("HOSTNAME", "localhost");
  private final RunStore runs = new RunStore();
  private final Set<Future<RunningRun>> starts = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  public Maintenance(
      Vertx vertx,
      Database database,
      InstantSource clock,
      MonthCalendar calendar,
      int retentionMonths,
      Archiver archiver,
      Restorer restorer,
      ArchivePreview preview) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    this.calendar = calendar;
    this.retentionMonths = retentionMonths;
    this.capture = new SnapshotCapture(clock, calendar);
    this.archiver = archiver;
    this.restorer = restorer;
    this.preview = preview;
  }

  /**
   * Starts a run; a {@link ProblemKind#CONFLICT} that names the run where one is going.
   *
   * @param scheduledAt the instant it was due at, for a run by the clock
   */
  public Future<RunningRun> start(Trigger trigger, Optional<Instant> scheduledAt) {
    Instant now = clock.instant();
    return start(
        newRun(RunKind.FULL, trigger, calendar.monthOf(now), scheduledAt, now),
        new FullWork(database, capture, archiver));
  }

  /**
   * Starts to bring a month back from the archive; a {@link ProblemKind#CONFLICT} that names the
   * run where one is going.
   */
  public Future<RunningRun> restore(Trigger trigger, YearMonth month) {
    return start(
        newRun(RunKind.RESTORE, trigger, month, Optional.empty(), clock.instant()),
        new RestoreWork(restorer, month));
  }

  private Future<RunningRun> start(NewRun wanted, RunWork work) {
    if (stopped) {
      return Future.failedFuture(
          ProblemException.of(ProblemKind.UNAVAILABLE, "the service is being stopped"));
    }
    Future<RunningRun> start =
        database
            .session()
            .compose(session -> open(session, wanted, work))
            .map(RunningRun::go)
            .recover(SqlErrors::translated);
    starts.add(start);
    start.compose(RunningRun::tidied).onComplete(ended -> starts.remove(start));
    return start;
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
    run.stop();
    long timer = vertx.setTimer(GRACE.toMillis(), due -> run.interrupt());
    return run.finished()
        .onComplete(ended -> vertx.cancelTimer(timer))
        .transform(ended -> run.tidied());
  }

  private NewRun newRun(
      RunKind kind, Trigger trigger, YearMonth month, Optional<Instant> scheduledAt, Instant now) {
    return new NewRun(
        kind, trigger, month, instance, scheduledAt, now, calendar.cutoff(now, retentionMonths));
  }

  private Future<RunningRun> open(Session session, NewRun wanted, RunWork work) {
    return session
        .transaction(transaction -> begin(transaction, wanted))
        .map(run -> new RunSession(session, run))
        .map(own -> new RunningRun(own, work, database, clock))
        .recover(failure -> session.close().transform(v -> Future.failedFuture(failure)));
  }

  private Future<MaintenanceRun> begin(SqlConnection transaction, NewRun wanted) {
    return runs.watchClient(transaction)
        .compose(v -> runs.endLost(transaction, wanted.startedAt()))
        .compose(lost -> runs.begin(transaction, wanted))
        .compose(
            begun -> begun.map(Future::succeededFuture).orElseGet(() -> conflict(transaction)));
  }

  private Future<MaintenanceRun> conflict(SqlConnection transaction) {
    return runs.running(transaction)
        .compose(
            other ->
                Future.failedFuture(
                    ProblemException.of(
                        ProblemKind.CONFLICT,
                        "a maintenance run is going already",
                        other
                            .<Map<String, Object>>map(id -> Map.of("runId", id))
                            .orElse(Map.of()))));
  }

  /** What a run would do now; nothing is changed. */
  public Future<MaintenancePlan> plan() {
    Instant now = clock.instant();
    Instant cutoff = calendar.cutoff(now, retentionMonths);
    return database
        .upkeep(transaction -> preview.preview(transaction, cutoff))
        .map(archival -> new MaintenancePlan(calendar.monthOf(now), cutoff, archival))
        .recover(SqlErrors::translated);
  }

  /** A run of the ledger. */
  public Future<Optional<MaintenanceRun>> find(long runId) {
    return database.read(client -> runs.get(client, runId));
  }
}
