package dev.stillwater.maintenance;

import dev.stillwater.config.MaintenanceSettings;
import dev.stillwater.database.Database;
import dev.stillwater.database.Session;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Opens runs in the ledger, each in a session of its own. What is not going any more is ended
 * first: a run whose session is gone at once, one that gives no sign of life after its lease.
 */
final class RunOpener {

  private final Database database;
  private final InstantSource clock;
  private final MaintenanceSettings settings;
  private final RunStore runs = new RunStore();
  private final LedgerStore ledger = new LedgerStore();

  RunOpener(Database database, InstantSource clock, MaintenanceSettings settings) {
    this.database = database;
    this.clock = clock;
    this.settings = settings;
  }

  /**
   * Opens a run; {@link ProblemKind#CONFLICT} where another is going, or where it is not due any
   * more.
   */
  Future<RunSession> open(NewRun wanted) {
    return endDead().compose(v -> database.session()).compose(session -> begin(session, wanted));
  }

  /** Ends the runs that are not going any more. */
  Future<Void> endDead() {
    Instant now = clock.instant();
    return database
        .upkeep(transaction -> ledger.endLost(transaction, now))
        .compose(
            lost ->
                database.upkeep(
                    transaction -> ledger.endSilent(transaction, now, settings.lease())))
        .mapEmpty();
  }

  private Future<RunSession> begin(Session session, NewRun wanted) {
    return session
        .transaction(transaction -> begin(transaction, wanted))
        .map(run -> new RunSession(session, run))
        .recover(failure -> session.close().transform(v -> Future.failedFuture(failure)));
  }

  private Future<MaintenanceRun> begin(SqlConnection transaction, NewRun wanted) {
    return runs.watchClient(transaction)
        .compose(v -> ledger.begin(transaction, wanted))
        .compose(begun -> begun.map(Future::succeededFuture).orElseGet(() -> busy(transaction)))
        .compose(runId -> requireDue(transaction, wanted).map(runId))
        .compose(runId -> ledger.get(transaction, runId))
        .map(Optional::orElseThrow);
  }

  private Future<Void> requireDue(SqlConnection transaction, NewRun wanted) {
    return wanted
        .scheduledAt()
        .map(due -> ledger.isStillDue(transaction, due))
        .orElse(Future.succeededFuture(true))
        .compose(
            due ->
                due
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        ProblemException.of(ProblemKind.CONFLICT, "the run is not due any more")));
  }

  private Future<Long> busy(SqlConnection transaction) {
    return ledger
        .running(transaction)
        .compose(
            other ->
                Future.failedFuture(
                    ProblemException.of(
                        ProblemKind.CONFLICT,
                        "a maintenance run is going already",
                        other
                            .<Map<String, Object>>map(run -> Map.of("runId", run.runId()))
                            .orElse(Map.of()))));
  }
}
