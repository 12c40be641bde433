package dev.stillwater.schedule;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes up, asks the ledger, and starts what is to run. One timer re-arms itself and re-reads the
 * clock at least every 15 minutes, at most every 10 ms; {@link #wake} does so at once. Nothing that
 * fails ends it.
 *
 * <p>Not thread-safe: every method is called on the event loop that {@link #start} was called on.
 */
public final class ScheduleLoop {

  private static final Logger log = LoggerFactory.getLogger(ScheduleLoop.class);
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx;
  private final InstantSource clock;
  private final LongSupplier stopwatch;
  private final Agenda agenda;
  private final Function<Instant, Future<Standing>> ledger;
  private final Function<DueRun, Future<?>> work;
  private Future<Void> inFlight = Future.succeededFuture();
  private long timerId = -1;
  private boolean looking;
  private boolean lookAgain;
  private boolean lost;
  private boolean stopped;

  /**
   * Wires the loop.
   *
   * @param ledger tells how a due instant stands
   * @param work starts a run; completes when it has ended
   */
  ScheduleLoop(
      Vertx vertx,
      InstantSource clock,
      LongSupplier stopwatch,
      Agenda agenda,
      Function<Instant, Future<Standing>> ledger,
      Function<DueRun, Future<?>> work) {
    this.vertx = vertx;
    this.clock = clock;
    this.stopwatch = stopwatch;
    this.agenda = agenda;
    this.ledger = ledger;
    this.work = work;
  }

  /** Begins to wake up. */
  public void start() {
    log.info("snapshot maintenance is next due at {}", agenda.next(clock.instant()));
    wake();
  }

  /** Re-reads clock and ledger now instead of at the next wake-up; nothing after {@link #stop}. */
  public void wake() {
    if (stopped) {
      return;
    }
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    vertx.cancelTimer(timerId);
    Future.succeededFuture()
        .map(v -> agenda.latest(clock.instant()))
        // on the future that has a context: where it has none, another thread would go on
        .compose(due -> ledger.apply(due).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .map(this::act)
        .otherwise(this::lost)
        .onSuccess(this::looked);
  }

  private long act(Standing standing) {
    lost = false;
    long nanos = stopwatch.getAsLong();
    if (inFlight.isComplete() && !stopped) {
      agenda.look(standing, nanos).ifPresent(this::fire);
    }
    return agenda.sleep(clock.instant(), standing, nanos, !inFlight.isComplete());
  }

  private long lost(Throwable cause) {
    if (!lost && !stopped) {
      log.warn("snapshot maintenance: the ledger cannot be asked what is due: {}", cause, cause);
    }
    lost = true;
    agenda.stumbled(stopwatch.getAsLong());
    return agenda.sleepAfterStumble(stopwatch.getAsLong());
  }

  private void looked(long sleepMillis) {
    looking = false;
    if (lookAgain) {
      lookAgain = false;
      wake();
    } else if (!stopped) {
      timerId = vertx.setTimer(sleepMillis, id -> wake());
    }
  }

  private void fire(DueRun run) {
    log.info("snapshot maintenance due at {} starts", run.due());
    // compose turns a synchronous throw into a failed future
    inFlight =
        Future.succeededFuture(run)
            .compose(wanted -> work.apply(wanted).<Void>mapEmpty())
            .onSuccess(v -> agenda.started())
            .onFailure(failure -> stumbled(run, failure));
    inFlight.onComplete(ended -> wake());
  }

  private void stumbled(DueRun run, Throwable failure) {
    if (failure instanceof ProblemException problem && problem.kind() == ProblemKind.CONFLICT) {
      log.info("snapshot maintenance due at {}: {}", run.due(), problem.getMessage());
    } else {
      log.error("snapshot maintenance due at {} could not be run: {}", run.due(), failure, failure);
    }
    agenda.stumbled(stopwatch.getAsLong());
  }

  /** Ends the wake-ups for good; completes, never fails, when the run in flight has ended. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timerId);
    return inFlight.otherwiseEmpty();
  }
}
