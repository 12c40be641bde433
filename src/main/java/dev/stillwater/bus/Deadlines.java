package dev.stillwater.bus;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fails what is not answered in time, to the second: a timer for each would cost more than what is
 * waited for. For one context.
 */
public final class Deadlines {

  private static final long BEAT = 1000;

  // the oldest come first
  private final Map<Promise<?>, Long> open = new LinkedHashMap<>();
  private final long longest;
  private long now;

  /** Begins to count, on the present context. */
  public Deadlines(Vertx vertx, Duration longest) {
    this.longest = longest.toMillis() / BEAT + 1;
    vertx.setPeriodic(BEAT, beat -> endOverdue());
  }

  /** Fails a promise that has not been completed in time. */
  public <T> Future<T> watch(Promise<T> promise) {
    open.put(promise, now + longest);
    return promise.future().onComplete(done -> open.remove(promise));
  }

  private void endOverdue() {
    now++;
    overdue()
        .forEach(
            promise ->
                promise.tryFail(
                    ProblemException.of(
                        ProblemKind.UNAVAILABLE, "no answer came in time; try again")));
  }

  private List<Promise<?>> overdue() {
    List<Promise<?>> overdue = new ArrayList<>();
    for (Map.Entry<Promise<?>, Long> entry : open.entrySet()) {
      if (entry.getValue() > now) {
        break;
      }
      overdue.add(entry.getKey());
    }
    return overdue;
  }
}
