package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that is going in this process: its work, then its end in the ledger. */
public final class RunningRun {

  private static final Logger log = LoggerFactory.getLogger(RunningRun.class);
  private static final String CANCELLED = "cancelled on request";

  private final RunSession session;
  private final RunWork work;
  private final Database database;
  private final InstantSource clock;
  private final Pulse pulse;
  private final RunStore runs = new RunStore();
  private final LedgerStore ledger = new LedgerStore();
  private volatile RunStatus statusOfFailure = RunStatus.FAILED;
  private Future<MaintenanceRun> finished;
  private Future<Void> tidied;

  RunningRun(
      Vertx vertx, RunSession session, RunWork work, Database database, InstantSource clock) {
    this.session = session;
    this.work = work;
    this.database = database;
    this.clock = clock;
    this.pulse = new Pulse(vertx, database, runId(), session.progress(), this::cancel);
  }

  RunningRun go() {
    reportStart();
    pulse.start();
    finished =
        Future.succeededFuture(session)
            .compose(work::go)
            .compose(v -> session.transaction(this::succeed))
            .map(Optional::orElseThrow)
            .onSuccess(RunningRun::report)
            .recover(this::fail)
            .onComplete(ended -> pulse.stop())
            .eventually(session::close);
    tidied =
        finished.compose(
            run ->
                run.status() == RunStatus.SUCCEEDED
                    ? work.tidy(session)
                    : Future.succeededFuture());
    return this;
  }

  private void reportStart() {
    log.info(
        "snapshot maintenance: run {} started by {}, month {}, {}, cutoff {}",
        runId(),
        started().trigger(),
        started().month(),
        started().kind(),
        started().cutoff());
    if (!started().missedMonths().isEmpty()) {
      log.warn(
          "snapshot maintenance: run {}: the months {} could not be captured: no run was made in them",
          runId(),
          started().missedMonths());
    }
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
    return runs.end(transaction, runId(), RunStatus.SUCCEEDED, clock.instant(), Optional.empty())
        .compose(ended -> ledger.get(transaction, runId()));
  }

  private static void report(MaintenanceRun run) {
    log.info(
        "snapshot maintenance: run {} succeeded, {} events of {} months archived, {} of them late, {} events restored",
        run.runId(),
        run.counts().eventsArchived(),
        run.counts().monthsArchived(),
        run.counts().lateEvents(),
        run.counts().eventsRestored());
  }

  private Future<MaintenanceRun> fail(Throwable cause) {
    log.error("snapshot maintenance: run {} failed: {}", runId(), cause, cause);
    String reason =
        statusOfFailure == RunStatus.CANCELLED ? CANCELLED : String.valueOf(cause.getMessage());
    return database
        .upkeep(
            transaction ->
                runs.end(
                    transaction, runId(), statusOfFailure, clock.instant(), Optional.of(reason)))
        // it may have been ended by another instance, or its end told and only the answer lost
        .compose(ended -> database.read(client -> ledger.get(client, runId())))
        .map(Optional::orElseThrow);
  }

  private void cancel() {
    log.info("snapshot maintenance: run {} is cancelled", runId());
    statusOfFailure = RunStatus.CANCELLED;
    stop(CANCELLED);
    interrupt();
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
