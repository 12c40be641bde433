package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a sign of life of a run each second, beside whatever its session is at: tells how far it
 * has come, and hears whether it is to be cancelled.
 */
final class Pulse {

  private static final Logger log = LoggerFactory.getLogger(Pulse.class);
  private static final long PERIOD_MILLIS = 1000;
  private static final long PATIENCE_SECONDS = 20;

  private final Vertx vertx;
  private final Database database;
  private final long runId;
  private final RunProgress progress;
  private final Runnable cancelled;
  private final Runnable takenAway;
  private final ProgressStore store = new ProgressStore();
  private long timer;
  private boolean beating;

  /**
   * Wires the pulse of a run.
   *
   * @param cancelled is called once where the run is to be cancelled
   * @param takenAway is called once where the run has been ended by somebody else
   */
  Pulse(
      Vertx vertx,
      Database database,
      long runId,
      RunProgress progress,
      Runnable cancelled,
      Runnable takenAway) {
    this.vertx = vertx;
    this.database = database;
    this.runId = runId;
    this.progress = progress;
    this.cancelled = cancelled;
    this.takenAway = takenAway;
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
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onSuccess(this::heard)
        .onFailure(
            cause -> log.info("run {} could not give a sign of life: {}", runId, cause.toString()))
        .onComplete(done -> beating = false);
  }

  private Future<Optional<Boolean>> beat() {
    return database.watch(
        transaction ->
            progress.look(transaction).compose(now -> store.beat(transaction, runId, now)));
  }

  private void heard(Optional<Boolean> cancelRequested) {
    if (cancelRequested.isEmpty()) {
      stop();
      takenAway.run();
    } else if (cancelRequested.get()) {
      stop();
      cancelled.run();
    }
  }
}
