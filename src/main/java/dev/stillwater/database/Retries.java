package dev.stillwater.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tries work again that lost a race with another transaction, or whose statements had been prepared
 * for tables as they were before, after growing, random pauses.
 */
record Retries(Vertx vertx) {

  private static final int ATTEMPTS = 6;

  <T> Future<T> run(Supplier<Future<T>> work) {
    return run(work, 1);
  }

  private <T> Future<T> run(Supplier<Future<T>> work, int attempt) {
    return work.get()
        .recover(
            failure ->
                mayPass(failure) && attempt < ATTEMPTS
                    ? pause(attempt).compose(due -> run(work, attempt + 1))
                    : Future.failedFuture(failure));
  }

  private static boolean mayPass(Throwable failure) {
    return SqlErrors.isLostRace(failure)
        || SqlErrors.isStalePlan(failure)
        || SqlErrors.isTableGone(failure);
  }

  private Future<Void> pause(int attempt) {
    long millis = ThreadLocalRandom.current().nextLong(1, 10L << attempt);
    return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }
}
