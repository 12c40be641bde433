package dev.stillwater.maintenance;

import dev.stillwater.archive.Archiver;
import dev.stillwater.database.Database;
import dev.stillwater.snapshot.CaptureOvertaken;
import dev.stillwater.snapshot.Captured;
import dev.stillwater.snapshot.SnapshotCapture;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that is going in this process: snapshot, then archive, then its end in the ledger. */
public final class RunningRun {

  private static final Logger log = LoggerFactory.getLogger(RunningRun.class);

  private final RunSession session;
  private final Database database;
  private final InstantSource clock;
  private final SnapshotCapture capture;
  private final Archiver archiver;
  private final RunStore runs = new RunStore();
  private Future<MaintenanceRun> finished;

  RunningRun(
      RunSession session,
      Database database,
      InstantSource clock,
      SnapshotCapture capture,
      Archiver archiver) {
    this.session = session;
    this.database = database;
    this.clock = clock;
    this.capture = capture;
    this.archiver = archiver;
  }

  RunningRun go() {
    log.info(
        "snapshot maintenance: run {} started by {}, month {}, archiving events before {}",
        started().runId(),
        started().trigger(),
        started().month(),
        started().cutoff());
    finished =
        capture()
            .compose(captured -> archiver.archive(session))
            .compose(this::succeed)
            .recover(this::fail)
            .eventually(session::close);
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

  private Future<Captured> capture() {
    return session
        .transaction(this::capture)
        .recover(
            failure ->
                failure instanceof CaptureOvertaken ? capture() : Future.failedFuture(failure))
        .onSuccess(this::report);
  }

  private Future<Captured> capture(SqlConnection transaction) {
    return capture
        .capture(transaction, started().runId())
        .compose(captured -> runs.captured(transaction, started().runId(), captured).map(captured))
        // the last look before it is published
        .compose(capture::publishable);
  }

  private void report(Captured captured) {
    log.info(
        "snapshot maintenance: run {} captured {} streams for {}: {} new, {} refreshed, {} unchanged",
        started().runId(),
        captured.streams(),
        captured.month(),
        captured.created(),
        captured.refreshed(),
        captured.unchanged());
  }

  private Future<MaintenanceRun> succeed(int months) {
    return session
        .transaction(
            transaction ->
                runs.monthsArchived(transaction, started().runId(), months)
                    .compose(
                        v ->
                            runs.end(
                                transaction,
                                started().runId(),
                                RunStatus.SUCCEEDED,
                                clock.instant(),
                                Optional.empty())))
        .map(Optional::orElseThrow)
        .onSuccess(
            run ->
                log.info(
                    "snapshot maintenance: run {} succeeded, {} events of {} months archived",
                    run.runId(),
                    run.counts().eventsArchived(),
                    run.counts().monthsArchived()));
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
  }

  /** Breaks off the statement in flight, which rolls its transaction back. */
  Future<Void> interrupt() {
    return session.interrupt();
  }
}
