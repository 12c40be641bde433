package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.util.List;

/**
 * Moves the old events of one partition of the log, batch by batch. For one use, on one context.
 */
final class Drain {

  private final ArchiveRun run;
  private final Walk walk;
  private final ArchiveMonths months;
  private final InstantSource clock;
  private final int batchSize;
  private final ArchiveStore store = new ArchiveStore();
  private final Promise<Void> done = Promise.promise();
  private EventKey after = EventKey.START;

  Drain(ArchiveRun run, Walk walk, ArchiveMonths months, InstantSource clock, int batchSize) {
    this.run = run;
    this.walk = walk;
    this.months = months;
    this.clock = clock;
    this.batchSize = batchSize;
  }

  // a promise and not a chain of futures: however many batches, no memory and no stack grows with
  // them
  Future<Void> start() {
    step();
    return done.future();
  }

  private void step() {
    run.transaction(transaction -> store.next(transaction, walk, after, batchSize))
        .compose(next -> next.map(this::move).orElseGet(() -> Future.succeededFuture(false)))
        .onFailure(done::fail)
        .onSuccess(
            more -> {
              if (more) {
                step();
              } else {
                done.complete();
              }
            });
  }

  private Future<Boolean> move(Batch batch) {
    after = batch.last();
    List<MonthBounds> wanted =
        batch.buckets().stream().filter(number -> number > 0).map(walk.edges()::bucket).toList();
    return months
        .provide(wanted)
        .compose(v -> run.transaction(transaction -> move(transaction, batch)))
        .map(true);
  }

  private Future<Void> move(SqlConnection transaction, Batch batch) {
    return store
        .raiseHorizon(transaction, walk.to())
        .compose(v -> store.move(transaction, walk, batch, clock.instant()))
        .compose(events -> run.archived(transaction, events));
  }
}
