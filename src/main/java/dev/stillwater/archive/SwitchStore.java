package dev.stillwater.archive;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The statements by which months change tables. Each is one attempt, within a transaction of the
 * caller's that was {@link #bound} before.
 */
final class SwitchStore {

  // right after a checkpoint the pages of the catalog are most of what is written: compressed where
  // that may be asked for; what queues behind a lock that we wait for, or hold while this process
  // is paused, is held up
  private static final String BOUND =
      """
      SELECT set_config('lock_timeout', '80ms', true), set_config('statement_timeout', '100ms', true),
             set_config('idle_in_transaction_session_timeout', '1s', true),
             CASE WHEN has_parameter_privilege('wal_compression', 'SET') THEN set_config('wal_compression', 'on', true) END
      """;

  private static final String ARCHIVE =
      """
      SELECT stillwater.archive_month($1::text, $2::text, $3::timestamptz) AS events
      """;

  private static final String RESTORE =
      """
      SELECT stillwater.restore_month($1::text, $2::text) AS events
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

  /** Moves a month of the log to the archive as it is; answers how many events, if they are few. */
  Future<Optional<Long>> archive(
      SqlConnection transaction, Partition month, String archivedName, Instant archivedAt) {
    return transaction
        .preparedQuery(ARCHIVE)
        .execute(Tuple.of(month.name(), archivedName, Utc.of(archivedAt)))
        .map(SwitchStore::events);
  }

  /**
   * Moves an archived month to the log as it is, in the place of the empty month that is there;
   * answers how many events, if they are few.
   */
  Future<Optional<Long>> restore(SqlConnection transaction, Partition archived, String month) {
    return transaction
        .preparedQuery(RESTORE)
        .execute(Tuple.of(archived.name(), month))
        .map(SwitchStore::events);
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

  private static Optional<Long> events(RowSet<Row> rows) {
    return Optional.ofNullable(rows.iterator().next().getLong("events"));
  }
}
