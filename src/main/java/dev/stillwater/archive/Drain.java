package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Moves the old events of one partition of the log, batch by batch. For one use, on one context.
 */
final class Drain {

  private final ArchiveRun run;
  private final Walk walk;
  private final Instant lateBefore;
  private final ArchiveMonths months;
  private final InstantSource clock;
  private final int batchSize;
  private final ArchiveStore store = new ArchiveStore();
  private EventKey after = EventKey.START;

  /**
   * Prepares the walk.
   *
   * @param lateBefore what occurred before it comes late
   */
  Drain(
      ArchiveRun run,
      Walk walk,
      Instant lateBefore,
      ArchiveMonths months,
      InstantSource clock,
      int batchSize) {
    this.run = run;
    this.walk = walk;
    this.lateBefore = lateBefore;
    this.months = months;
    this.clock = clock;
    this.batchSize = batchSize;
  }

  Future<Void> start() {
    return Repeat.whileTrue(this::step);
  }

  private Future<Boolean> step() {
    return run.transaction(transaction -> store.next(transaction, walk, after, batchSize))
        .compose(next -> next.map(this::move).orElseGet(() -> Future.succeededFuture(false)));
  }

  private Future<Boolean> move(Batch batch) {
    after = batch.last();
    List<MonthBounds> wanted =
        batch.buckets().stream().filter(number -> number > 0).map(walk.edges()::bucket).toList();
    return months
        .provide(wanted)
        .compose(added -> run.transaction(transaction -> move(transaction, batch, added)))
        .map(true);
  }

  private Future<Void> move(SqlConnection transaction, Batch batch, int addedMonths) {
    return store
        .raiseHorizon(transaction, walk.to())
        .compose(v -> store.move(transaction, walk, batch, clock.instant(), lateBefore))
        .compose(
            moved ->
                run.archived(transaction, new Moved(moved.events(), 0, moved.late(), addedMonths)));
  }
}
