package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates the archive's months as events are about to move into them. For one run at a time. */
final class ArchiveMonths {

  private final Database database;
  private final PartitionStore partitions = new PartitionStore();
  private final Set<MonthBounds> present = new HashSet<>();

  ArchiveMonths(Database database) {
    this.database = database;
  }

  /** Sees to it that months are there, in a transaction of its own. */
  Future<Void> provide(List<MonthBounds> wanted) {
    return present.containsAll(wanted)
        ? Future.succeededFuture()
        : database
            .upkeep(transaction -> createMissing(transaction, wanted))
            .onSuccess(v -> present.addAll(wanted));
  }

  /** How many different months were asked for. */
  int count() {
    return present.size();
  }

  private Future<Void> createMissing(SqlConnection transaction, List<MonthBounds> wanted) {
    return partitions
        .lock(transaction)
        .compose(locked -> partitions.list(transaction, Table.STREAM_ARCHIVE))
        .compose(
            existing ->
                partitions.create(
                    transaction,
                    Table.STREAM_ARCHIVE,
                    wanted.stream()
                        .filter(month -> existing.stream().noneMatch(p -> p.holds(month.lower())))
                        .map(Table.STREAM_ARCHIVE::month)
                        .toList()));
  }
}
