package dev.stillwater.maintenance;

import dev.stillwater.archive.Archiver;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.database.Database;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.snapshot.SnapshotCapture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
  private final String instance = "pid " + ProcessHandle.current().pid();
  private final RunStore runs = new RunStore();
  private final Set<RunningRun> going = ConcurrentHashMap.newKeySet();

  public Maintenance(
      Vertx vertx,
      Database database,
      InstantSource clock,
      MonthCalendar calendar,
      int retentionMonths,
      Archiver archiver) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    this.calendar = calendar;
    this.retentionMonths = retentionMonths;
    this.capture = new SnapshotCapture(clock, calendar);
    this.archiver = archiver;
  }

  /**
   * Starts a run; a {@link ProblemKind#CONFLICT} that names the run where one is going.
   *
   * @param scheduledAt the instant it was due at, for a run by the clock
   */
  public Future<RunningRun> start(Trigger trigger, Optional<Instant> scheduledAt) {
    return database
        .session()
        .compose(
            session ->
                open(session, newRun(trigger, scheduledAt)).onFailure(failure -> session.close()))
        .map(RunningRun::go)
        .onSuccess(this::keep);
  }

  private void keep(RunningRun run) {
    going.add(run);
    run.finished().onComplete(ended -> going.remove(run));
  }

  /**
   * Ends the runs that are going in this process, after their transaction in flight; one that takes
   * too long is broken off and rolled back.
   */
  public Future<Void> stop() {
    going.forEach(RunningRun::stop);
    long timer = vertx.setTimer(GRACE.toMillis(), due -> going.forEach(RunningRun::interrupt));
    return Future.join(going.stream().map(RunningRun::finished).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty()
        .onComplete(ended -> vertx.cancelTimer(timer));
  }

  private NewRun newRun(Trigger trigger, Optional<Instant> scheduledAt) {
    Instant now = clock.instant();
    return new NewRun(
        trigger,
        calendar.monthOf(now),
        instance,
        scheduledAt,
        now,
        calendar.cutoff(now, retentionMonths));
  }

  private Future<RunningRun> open(PgConnection session, NewRun wanted) {
    return database
        .transaction(session, transaction -> begin(transaction, wanted))
        .map(run -> new RunSession(database, session, run))
        .map(own -> new RunningRun(own, database, clock, capture, archiver));
  }

  private Future<MaintenanceRun> begin(SqlConnection transaction, NewRun wanted) {
    return runs.endLost(transaction, wanted.startedAt())
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

  /** A run of the ledger. */
  public Future<Optional<MaintenanceRun>> find(long runId) {
    return database.read(client -> runs.get(client, runId));
  }
}
