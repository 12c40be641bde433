package dev.stillwater.archive;

import dev.stillwater.archive.ObstacleStore.Obstacle;
import dev.stillwater.database.SqlErrors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Makes attempts at what needs locks that others hold, until one succeeds. Each attempt stalls all
 * who come after it, so it looks first whether one is worth it: at once where nothing lasting is in
 * the way, seldom where something is, and never against a vacuum, which would be broken off. For
 * one run, on one context.
 */
final class Patience {

  private static final long LOOK_MILLIS = 50;
  // of attempts in a row that met no lock, and were yet not done in their time
  private static final int MOST_TOO_LONG = 20;

  private final Vertx vertx;
  private final ArchiveRun run;
  private final ObstacleStore obstacles = new ObstacleStore();
  private final SwitchStore switches = new SwitchStore();

  Patience(Vertx vertx, ArchiveRun run) {
    this.vertx = vertx;
    this.run = run;
  }

  /**
   * Makes attempts until one succeeds; fails with what is no matter of waiting.
   *
   * @param months what is to be locked beside what every change of tables locks
   */
  <T> Future<T> insist(List<Partition> months, Function<SqlConnection, Future<T>> attempt) {
    Insistence<T> insistence = new Insistence<>(Table.lockedWith(months), attempt);
    return Repeat.whileTrue(insistence::round)
        .compose(v -> run.waitsFor(Optional.empty()))
        .map(v -> insistence.result);
  }

  /** Waits for the end of all transactions that use a table now. */
  Future<Void> awaitUsers(Table table) {
    return run.aside(client -> obstacles.users(client, table)).compose(this::awaitEnds);
  }

  /** Waits for the end of all transactions: what they could see is needed no more. */
  Future<Void> awaitAll() {
    return run.aside(obstacles::open).compose(this::awaitEnds);
  }

  private Future<Void> awaitEnds(String[] transactions) {
    return Repeat.whileTrue(() -> oneIsOpen(transactions))
        .compose(v -> run.waitsFor(Optional.empty()));
  }

  private Future<Boolean> oneIsOpen(String[] transactions) {
    return run.aside(client -> obstacles.stillOpen(client, transactions))
        .compose(found -> found.isEmpty() ? Future.succeededFuture(false) : waitFor(found.get()));
  }

  /** The same, but only for a moment; answers whether they have ended. */
  Future<Boolean> awaitAllBriefly() {
    Backoff moment = new Backoff();
    return run.aside(obstacles::open)
        .compose(
            transactions ->
                Repeat.whileTrue(
                        () ->
                            moment.isOver()
                                ? Future.succeededFuture(false)
                                : oneIsOpen(transactions))
                    .compose(v -> run.waitsFor(Optional.empty()))
                    .compose(v -> run.aside(client -> obstacles.stillOpen(client, transactions)))
                    .map(Optional::isEmpty));
  }

  private Future<Boolean> waitFor(String obstacle) {
    return run.waitsFor(Optional.of(obstacle))
        .compose(v -> vertx.timer(LOOK_MILLIS, TimeUnit.MILLISECONDS))
        .map(true);
  }

  private final class Insistence<T> {

    private final List<String> tables;
    private final Function<SqlConnection, Future<T>> work;
    private final Backoff backoff = new Backoff();
    private boolean unseen;
    private int tooLong;
    private T result;

    Insistence(List<String> tables, Function<SqlConnection, Future<T>> work) {
      this.tables = tables;
      this.work = work;
    }

    /** Answers whether there must be another one. */
    Future<Boolean> round() {
      return run.aside(
              client -> obstacles.endTidying(client).compose(v -> obstacles.first(client, tables)))
          .compose(found -> isToBeWaitedFor(found) ? waitFor(text(found)) : attempt(found));
    }

    // what could not be seen at the last attempt may still be in the way
    private boolean isToBeWaitedFor(Optional<Obstacle> obstacle) {
      return obstacle.filter(Obstacle::vacuum).isPresent()
          || (obstacle.isPresent() || unseen) && !backoff.isOver();
    }

    private Future<Boolean> attempt(Optional<Obstacle> obstacle) {
      return run.attempt(
              transaction -> switches.bound(transaction).compose(v -> work.apply(transaction)))
          .onSuccess(done -> result = done)
          .map(false)
          .recover(failure -> heldUp(failure, obstacle));
    }

    private Future<Boolean> heldUp(Throwable failure, Optional<Obstacle> obstacle) {
      tooLong = SqlErrors.isCanceled(failure) ? tooLong + 1 : 0;
      if (!SqlErrors.isLostRace(failure) && (tooLong == 0 || tooLong > MOST_TOO_LONG)) {
        return Future.failedFuture(failure);
      }
      unseen = obstacle.isEmpty();
      backoff.pause();
      return waitFor(text(obstacle));
    }

    private String text(Optional<Obstacle> obstacle) {
      return obstacle.map(Obstacle::text).orElse("locks on " + String.join(", ", tables));
    }
  }
}
