package dev.stillwater.archive;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements by which months change tables. Each is one attempt, within a transaction of the
 * caller's that was {@link #bound} before.
 */
final class SwitchStore {

  // what queues behind a lock that we wait for is held up as long as we are
  private static final String BOUND =
      """
      SELECT set_config('lock_timeout', '80ms', true), set_config('statement_timeout', '100ms', true)
      """;

  private static final String ARCHIVE =
      """
      SELECT events, exact FROM stillwater.archive_month($1::text, $2::text, $3::timestamptz)
      """;

  private static final String RESTORE =
      """
      SELECT events, exact FROM stillwater.restore_month($1::text, $2::text)
      """;

  private static final String PREPEND =
      """
      SELECT stillwater.prepend_months($1::text[], $2::timestamptz[])
      """;

  private static final String DROP_EMPTY =
      """
      SELECT stillwater.drop_empty_months($1::text[]) AS dropped
      """;

  /** Bounds the statements to come in the transaction, and their waits. */
  Future<Void> bound(SqlConnection transaction) {
    return transaction.query(BOUND).execute().mapEmpty();
  }

  /** Moves a month of the log to the archive as it is. */
  Future<RowCount> archive(
      SqlConnection transaction, Partition month, String archivedName, Instant archivedAt) {
    return transaction
        .preparedQuery(ARCHIVE)
        .execute(Tuple.of(month.name(), archivedName, Utc.of(archivedAt)))
        .map(rows -> RowCount.of(rows.iterator().next()));
  }

  /** Moves an archived month to the log as it is, in the place of the small month that is there. */
  Future<RowCount> restore(SqlConnection transaction, Partition archived, String month) {
    return transaction
        .preparedQuery(RESTORE)
        .execute(Tuple.of(archived.name(), month))
        .map(rows -> RowCount.of(rows.iterator().next()));
  }

  /** Creates empty months right below those of the log, oldest first, for what lands there. */
  Future<Void> prepend(SqlConnection transaction, List<Partition> months) {
    String[] names = months.stream().map(Partition::name).toArray(String[]::new);
    Stream<Instant> lowers = months.stream().map(Partition::start);
    Stream<Instant> end = Stream.of(months.get(months.size() - 1).upper());
    OffsetDateTime[] bounds = Utc.of(Stream.concat(lowers, end).toList());
    return transaction
        .preparedQuery(PREPEND)
        .execute(Tuple.tuple().addValue(names).addValue(bounds))
        .mapEmpty();
  }

  /** Drops months from the lower end of the log as far as they are empty; answers how many. */
  Future<Integer> dropEmpty(SqlConnection transaction, List<Partition> months) {
    String[] names = months.stream().map(Partition::name).toArray(String[]::new);
    return transaction
        .preparedQuery(DROP_EMPTY)
        .execute(Tuple.tuple().addValue(names))
        .map(rows -> rows.iterator().next().getInteger("dropped"));
  }
}
