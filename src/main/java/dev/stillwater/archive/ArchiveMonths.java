package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates the archive's months as batches are about to move into them. For one run at a time. */
final class ArchiveMonths {

  private final Database database;
  private final Patience patience;
  private final PartitionStore partitions = new PartitionStore();
  private final Set<MonthBounds> present = new HashSet<>();

  ArchiveMonths(Database database, Patience patience) {
    this.database = database;
    this.patience = patience;
  }

  /**
   * Sees to it that months are there, in a transaction of its own, and known to all others; answers
   * how many of them this run had not asked for before.
   */
  Future<Integer> provide(List<MonthBounds> wanted) {
    if (present.containsAll(wanted)) {
      return Future.succeededFuture(0);
    }
    return database
        .longUpkeep(transaction -> createMissing(transaction, wanted))
        .compose(v -> patience.awaitUsers(Table.STREAM_ARCHIVE))
        .map(v -> (int) wanted.stream().filter(present::add).count());
  }

  private Future<Void> createMissing(SqlConnection transaction, List<MonthBounds> wanted) {
    return missing(transaction, wanted)
        .compose(
            missing -> missing.isEmpty() ? Future.succeededFuture() : create(transaction, wanted));
  }

  // looks again once nobody else can create months
  private Future<Void> create(SqlConnection transaction, List<MonthBounds> wanted) {
    return partitions
        .lock(transaction)
        .compose(locked -> missing(transaction, wanted))
        .compose(missing -> partitions.create(transaction, Table.STREAM_ARCHIVE, missing));
  }

  private Future<List<Partition>> missing(SqlConnection transaction, List<MonthBounds> wanted) {
    return partitions
        .list(transaction, Table.STREAM_ARCHIVE)
        .map(
            existing ->
                wanted.stream()
                    .filter(month -> existing.stream().noneMatch(p -> p.holds(month.lower())))
                    .map(Table.STREAM_ARCHIVE::month)
                    .toList());
  }
}
