package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a sign of life of a run each second, beside whatever its session is at: tells how far it
 * has come, and hears whether it is to be cancelled.
 */
final class Pulse {

  private static final Logger log = LoggerFactory.getLogger(Pulse.class);
  private static final long PERIOD_MILLIS = 1000;

  private final Vertx vertx;
  private final Database database;
  private final long runId;
  private final RunProgress progress;
  private final Runnable cancel;
  private final ProgressStore store = new ProgressStore();
  private long timer;
  private boolean beating;

  /**
   * Wires the pulse of a run.
   *
   * @param cancel is called once where the run is to be cancelled
   */
  Pulse(Vertx vertx, Database database, long runId, RunProgress progress, Runnable cancel) {
    this.vertx = vertx;
    this.database = database;
    this.runId = runId;
    this.progress = progress;
    this.cancel = cancel;
  }

  void start() {
    timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> tick());
  }

  void stop() {
    vertx.cancelTimer(timer);
  }

  private void tick() {
    if (beating) {
      return;
    }
    beating = true;
    beat()
        .onSuccess(this::heard)
        .onFailure(
            cause -> log.info("run {} could not give a sign of life: {}", runId, cause.toString()))
        .onComplete(done -> beating = false);
  }

  private Future<Optional<Boolean>> beat() {
    return database.upkeep(
        transaction ->
            progress.look(transaction).compose(now -> store.beat(transaction, runId, now)));
  }

  private void heard(Optional<Boolean> cancelRequested) {
    if (cancelRequested.orElse(false)) {
      stop();
      cancel.run();
    }
  }
}
