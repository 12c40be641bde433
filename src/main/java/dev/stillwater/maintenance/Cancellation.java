package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels runs of any instance: asks the instance, which hears it within a second, and ends the
 * run's session where it does not. Safe for use on any context.
 */
public final class Cancellation {

  private static final Logger log = LoggerFactory.getLogger(Cancellation.class);
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final Database database;
  private final InstantSource clock;
  private final ProgressStore progress = new ProgressStore();
  private final LedgerStore ledger = new LedgerStore();

  public Cancellation(Vertx vertx, Database database, InstantSource clock) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
  }

  /** Cancels a run, which ends within seconds; false where it is not going. */
  public Future<Boolean> cancel(long runId) {
    return database
        .upkeep(transaction -> progress.requestCancel(transaction, runId))
        .onSuccess(going -> insist(going, runId))
        .recover(SqlErrors::translated);
  }

  private void insist(boolean going, long runId) {
    if (going) {
      vertx.setTimer(GRACE.toMillis(), due -> endWhereItGoesOn(runId));
    }
  }

  private void endWhereItGoesOn(long runId) {
    database
        .upkeep(transaction -> ledger.end(transaction, runId, clock.instant(), "cancelled"))
        .onFailure(e -> log.warn("run {} could not be ended: {}", runId, e.toString()));
  }
}
