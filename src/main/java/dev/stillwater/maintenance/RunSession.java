package dev.stillwater.maintenance;

import dev.stillwater.archive.ArchiveRun;
import dev.stillwater.database.Session;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.function.Function;

/**
 * A run's own database session. All that the run writes goes through it, in transactions that hold
 * the run's row of the ledger: once the row or the session is taken away, nothing more is written.
 */
final class RunSession implements ArchiveRun {

  private final Session session;
  private final MaintenanceRun run;
  private final RunStore runs = new RunStore();
  private volatile boolean stopping;

  RunSession(Session session, MaintenanceRun run) {
    this.session = session;
    this.run = run;
  }

  MaintenanceRun run() {
    return run;
  }

  @Override
  public Instant cutoff() {
    return run.cutoff();
  }

  @Override
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return session.transaction(
        transaction ->
            runs.hold(transaction, run.runId())
                .compose(
                    held ->
                        held && !stopping
                            ? work.apply(transaction)
                            : Future.failedFuture(ended())));
  }

  @Override
  public Future<Void> archived(SqlConnection transaction, long events) {
    return runs.archived(transaction, run.runId(), events);
  }

  private ProblemException ended() {
    return ProblemException.of(
        ProblemKind.FAILED,
        stopping ? "the service was stopped" : "the run was ended by another instance");
  }

  /** Lets the transaction in flight be the last one. */
  void stop() {
    stopping = true;
  }

  /** Breaks off the statement in flight. */
  Future<Void> interrupt() {
    return session.cancel();
  }

  Future<Void> close() {
    return session.close();
  }
}
