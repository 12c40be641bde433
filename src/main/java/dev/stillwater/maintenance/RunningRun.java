package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A run that is going in this process: its work, then its end in the ledger. */
public final class RunningRun {

  private static final Logger log = LoggerFactory.getLogger(RunningRun.class);
  private static final long CLOSE_SECONDS = 3;

  private final RunSession session;
  private final RunWork work;
  private final Database database;
  private final InstantSource clock;
  private final Pulse pulse;
  private final RunStore runs = new RunStore();
  private final LedgerStore ledger = new LedgerStore();
  private final Promise<MaintenanceRun> succeeded = Promise.promise();
  private Future<MaintenanceRun> finished;
  private Future<Void> tidied;

  RunningRun(
      Vertx vertx, RunSession session, RunWork work, Database database, InstantSource clock) {
    this.session = session;
    this.work = work;
    this.database = database;
    this.clock = clock;
    this.pulse =
        new Pulse(vertx, database, runId(), session.progress(), this::cancel, this::takenAway);
  }

  RunningRun go() {
    reportStart();
    pulse.start();
    Future.succeededFuture(session)
        .compose(work::go)
        .compose(v -> session.transaction(this::succeed))
        .map(Optional::orElseThrow)
        .onSuccess(succeeded::tryComplete)
        .onFailure(succeeded::tryFail);
    finished =
        succeeded
            .future()
            .onSuccess(RunningRun::report)
            .recover(this::fail)
            .onComplete(ended -> pulse.stop())
            .eventually(this::close);
    tidied =
        finished.compose(
            run ->
                run.status() == RunStatus.SUCCEEDED
                    ? work.tidy(session)
                    : Future.succeededFuture());
    return this;
  }

  private void reportStart() {
    line(log.atInfo(), runId())
        .log(
            "snapshot maintenance: run {} started by {}, month {}, {}, cutoff {}",
            runId(),
            started().trigger(),
            started().month(),
            started().kind(),
            started().cutoff());
    if (!started().missedMonths().isEmpty()) {
      line(log.atWarn(), runId())
          .log(
              "snapshot maintenance: run {}: the months {} could not be captured: no run was made in them",
              runId(),
              started().missedMonths());
    }
  }

  private static LoggingEventBuilder line(LoggingEventBuilder line, long runId) {
    return line.addKeyValue("runId", runId);
  }

  /** The run as it began. */
  public MaintenanceRun started() {
    return session.run();
  }

  private long runId() {
    return session.run().runId();
  }

  /** The run as it ended, whichever way; fails only where the ledger could not be told. */
  public Future<MaintenanceRun> finished() {
    return finished;
  }

  /** Completes when nothing more is done on its behalf, for which nobody else needs to wait. */
  public Future<Void> tidied() {
    return tidied.otherwiseEmpty();
  }

  private Future<Optional<MaintenanceRun>> succeed(SqlConnection transaction) {
    return runs.succeed(transaction, runId(), clock.instant())
        .compose(v -> ledger.get(transaction, runId()));
  }

  private static void report(MaintenanceRun run) {
    line(log.atInfo(), run.runId())
        .log(
            "snapshot maintenance: run {} succeeded, {} events of {} months archived, {} of them late, {} events restored",
            run.runId(),
            run.counts().eventsArchived(),
            run.counts().monthsArchived(),
            run.counts().lateEvents(),
            run.counts().eventsRestored());
  }

  private Future<MaintenanceRun> fail(Throwable cause) {
    line(log.atError(), runId())
        .setCause(cause)
        .log("snapshot maintenance: run {} failed: {}", runId(), cause.toString());
    String reason = String.valueOf(cause.getMessage());
    return database
        .upkeep(
            transaction ->
                runs.fail(transaction, runId(), clock.instant(), reason)
                    // it may have been ended by another instance, or its end only not been heard of
                    .compose(v -> ledger.get(transaction, runId())))
        .map(Optional::orElseThrow);
  }

  private void cancel() {
    stop("the run was cancelled");
    interrupt();
  }

  // its session may be one that never answers again: nothing more is waited for
  private void takenAway() {
    stop("the run was ended by another instance");
    succeeded.tryFail(session.ended());
  }

  private Future<Void> close() {
    return session.close().timeout(CLOSE_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }

  /** Ends the run after the transaction in flight, for a reason. */
  void stop(String reason) {
    session.stop(reason);
    work.stop();
  }

  /** Breaks off the statement in flight, which rolls its transaction back. */
  Future<Void> interrupt() {
    return session.interrupt();
  }
}
