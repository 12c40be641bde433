package dev.stillwater.maintenance;

import dev.stillwater.archive.ArchiveRun;
import dev.stillwater.archive.Moved;
import dev.stillwater.database.Session;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's own database session. All that the run writes goes through it, in transactions that hold
 * the run's row of the ledger: once the row or the session is taken away, nothing more is written.
 */
final class RunSession implements ArchiveRun {

  private static final Logger log = LoggerFactory.getLogger(RunSession.class);

  private final Session session;
  private final MaintenanceRun run;
  private final RunStore runs = new RunStore();
  private final RunProgress progress = new RunProgress();
  private Optional<String> waitingFor = Optional.empty();
  private volatile Optional<String> stopping = Optional.empty();

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
    return session.transaction(transaction -> held(transaction, work));
  }

  @Override
  public <T> Future<T> attempt(Function<SqlConnection, Future<T>> work) {
    return session.once(transaction -> held(transaction, work));
  }

  private <T> Future<T> held(SqlConnection transaction, Function<SqlConnection, Future<T>> work) {
    return runs.hold(transaction, run.runId())
        .compose(
            held ->
                held && stopping.isEmpty()
                    ? work.apply(transaction)
                    : Future.failedFuture(ended()));
  }

  @Override
  public <T> Future<T> aside(Function<SqlConnection, Future<T>> work) {
    return stopping.isPresent() ? Future.failedFuture(ended()) : session.direct(work);
  }

  @Override
  public Future<Void> archived(SqlConnection transaction, Moved moved) {
    progress.moved(moved.events());
    return runs.archived(transaction, run.runId(), moved);
  }

  @Override
  public Future<Void> restored(SqlConnection transaction, long events) {
    progress.moved(events);
    return runs.restored(transaction, run.runId(), events);
  }

  @Override
  public Future<Void> waitsFor(Optional<String> obstacle) {
    if (obstacle.equals(waitingFor)) {
      return Future.succeededFuture();
    }
    waitingFor = obstacle;
    obstacle.ifPresent(
        text ->
            log.atInfo()
                .addKeyValue("runId", run.runId())
                .log("snapshot maintenance: run {} waits for {}", run.runId(), text));
    return transaction(transaction -> runs.waitsFor(transaction, run.runId(), obstacle));
  }

  @Override
  public void planned(long months, long estimatedEvents) {
    progress.planned(months, estimatedEvents);
  }

  @Override
  public void monthDone() {
    progress.monthDone();
  }

  RunProgress progress() {
    return progress;
  }

  /** Why nothing more is done. */
  ProblemException ended() {
    return ProblemException.of(
        ProblemKind.FAILED, stopping.orElse("the run was ended by another instance"));
  }

  /** Lets the transaction in flight be the last one, for a reason. */
  void stop(String reason) {
    stopping = Optional.of(reason);
  }

  /** Breaks off the statement in flight. */
  Future<Void> interrupt() {
    return session.cancel();
  }

  Future<Void> close() {
    return session.close();
  }
}
