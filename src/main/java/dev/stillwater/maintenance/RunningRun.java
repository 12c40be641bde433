package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that is going in this process: its work, then its end in the ledger. */
public final class RunningRun {

  private static final Logger log = LoggerFactory.getLogger(RunningRun.class);

  private final RunSession session;
  private final RunWork work;
  private final Database database;
  private final InstantSource clock;
  private final RunStore runs = new RunStore();
  private Future<MaintenanceRun> finished;
  private Future<Void> tidied;

  RunningRun(RunSession session, RunWork work, Database database, InstantSource clock) {
    this.session = session;
    this.work = work;
    this.database = database;
    this.clock = clock;
  }

  RunningRun go() {
    log.info(
        "snapshot maintenance: run {} started by {}, month {}, {}, cutoff {}",
        started().runId(),
        started().trigger(),
        started().month(),
        started().kind(),
        started().cutoff());
    finished =
        Future.succeededFuture(session)
            .compose(work::go)
            .compose(v -> session.transaction(this::succeed))
            .map(Optional::orElseThrow)
            .onSuccess(RunningRun::report)
            .recover(this::fail)
            .eventually(session::close);
    tidied =
        finished.compose(
            run ->
                run.status() == RunStatus.SUCCEEDED
                    ? work.tidy(session)
                    : Future.succeededFuture());
    return this;
  }

  /** The run as it began. */
  public MaintenanceRun started() {
    return session.run();
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
    return runs.end(
        transaction, started().runId(), RunStatus.SUCCEEDED, clock.instant(), Optional.empty());
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
    log.error("snapshot maintenance: run {} failed: {}", started().runId(), cause, cause);
    return database
        .upkeep(
            transaction ->
                runs.end(
                    transaction,
                    started().runId(),
                    RunStatus.FAILED,
                    clock.instant(),
                    Optional.of(String.valueOf(cause.getMessage()))))
        // where another instance ended it, or its end was told and only the answer lost
        .compose(
            ended ->
                ended.isPresent()
                    ? Future.succeededFuture(ended)
                    : database.read(client -> runs.get(client, started().runId())))
        .map(Optional::orElseThrow);
  }

  /** Ends the run after the transaction in flight. */
  void stop() {
    session.stop();
    work.stop();
  }

  /** Breaks off the statement in flight, which rolls its transaction back. */
  Future<Void> interrupt() {
    return session.interrupt();
  }
}
