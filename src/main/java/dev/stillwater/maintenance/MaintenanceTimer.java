package dev.stillwater.maintenance;

import dev.stillwater.calendar.Schedule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the work at each due instant of a schedule, with that instant as its argument. One timer
 * re-arms itself and re-reads the clock at least every 15 minutes, at most every 10 ms. One work
 * goes at a time: a due instant that comes while one is going waits for its end. A work that fails
 * or throws is logged, and the next one comes as planned.
 *
 * <p>Not thread-safe: every method is called on the event loop that {@link #start} was called on.
 */
public final class MaintenanceTimer {

  private static final Logger log = LoggerFactory.getLogger(MaintenanceTimer.class);

  private final Vertx vertx;
  private final InstantSource clock;
  private final Function<Instant, Future<?>> work;
  private final DueTracker tracker;
  private Future<Void> inFlight = Future.succeededFuture();
  private long timerId = -1;
  private boolean stopped;

  /** Plans from now on: what was due before is left to the catch-up. */
  public MaintenanceTimer(
      Vertx vertx, InstantSource clock, Schedule schedule, Function<Instant, Future<?>> work) {
    this.vertx = vertx;
    this.clock = clock;
    this.work = work;
    this.tracker = new DueTracker(schedule, clock.instant());
  }

  /** Begins to wake up. */
  public void start() {
    wake();
    log.info("snapshot maintenance is next due at {}", nextRun());
  }

  /** Re-reads the clock now instead of at the next wake-up; does nothing after {@link #stop}. */
  public void wake() {
    if (stopped) {
      return;
    }
    Instant now = clock.instant();
    if (inFlight.isComplete()) {
      tracker.wake(now).ifPresent(this::fire);
    }
    vertx.cancelTimer(timerId);
    timerId = vertx.setTimer(tracker.sleep(now), id -> wake());
  }

  /** Ends the wake-ups for good; completes, never fails, when the work in flight has ended. */
  public Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timerId);
    return inFlight.otherwiseEmpty();
  }

  /** The next due instant; in the past only while it waits for the work in flight. */
  public Instant nextRun() {
    return tracker.due();
  }

  private void fire(Instant due) {
    log.info("snapshot maintenance due at {} starts, the next is due at {}", due, nextRun());
    // compose turns a synchronous throw into a failed future
    inFlight =
        Future.succeededFuture(due)
            .compose(scheduledAt -> work.apply(scheduledAt).<Void>mapEmpty())
            .onFailure(
                failure ->
                    log.error("snapshot maintenance due at {} failed: {}", due, failure, failure));
    // another due instant may have come meanwhile
    inFlight.onComplete(ended -> wake());
  }
}
