package dev.stillwater.archive;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/**
 * Moves an archived month back to the log, batch by batch, into the months that are there. For one
 * use, on one context.
 */
final class Refill {

  private final ArchiveRun run;
  private final Partition archived;
  private final int batchSize;
  private final RefillStore store = new RefillStore();
  private EventKey after = EventKey.START;

  Refill(ArchiveRun run, Partition archived, int batchSize) {
    this.run = run;
    this.archived = archived;
    this.batchSize = batchSize;
  }

  Future<Void> start() {
    return Repeat.whileTrue(this::step);
  }

  private Future<Boolean> step() {
    return run.transaction(transaction -> store.next(transaction, archived, after, batchSize))
        .compose(next -> next.map(this::move).orElseGet(() -> Future.succeededFuture(false)));
  }

  private Future<Boolean> move(EventKey last) {
    return run.transaction(transaction -> move(transaction, last))
        .onSuccess(v -> after = last)
        .map(true);
  }

  private Future<Void> move(SqlConnection transaction, EventKey last) {
    return store
        .move(transaction, archived, after, last)
        .compose(events -> run.restored(transaction, events));
  }
}
