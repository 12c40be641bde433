package dev.stillwater.archive;

import dev.stillwater.database.DatabaseException;
import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The statements on partitions. The caller passes the connection, and so owns the transaction. */
final class PartitionStore {

  // keeps other creators of months out, and lets readers and writers pass
  private static final String LOCK =
      """
      LOCK TABLE ONLY stillwater.event_log, ONLY stillwater.stream_archive IN SHARE UPDATE EXCLUSIVE MODE
      """;

  private static final String LIST =
      """
      SELECT name, lower, upper, bytes, empty, fault
      FROM stillwater.partition_states(('stillwater.' || $1::text)::regclass)
      """;

  private static final String CREATE =
      """
      SELECT stillwater.create_partition($1::text, $2::text, $3::timestamptz, $4::timestamptz)
      """;

  private static final String ESTIMATE =
      """
      SELECT coalesce(e.events, 0) AS events, coalesce(e.exact, true) AS exact
      FROM pg_catalog.pg_inherits i
      JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
      CROSS JOIN LATERAL stillwater.row_estimate(c.oid) e
      WHERE i.inhparent = ('stillwater.' || $1::text)::regclass AND c.relname = $2::text
      """;

  Future<Void> lock(SqlConnection transaction) {
    return transaction.query(LOCK).execute().mapEmpty();
  }

  /** The partitions of a table, oldest first. */
  Future<List<Partition>> list(SqlClient client, Table table) {
    return client
        .preparedQuery(LIST)
        .execute(Tuple.of(table.tableName()))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(PartitionStore::partition)
                    .toList());
  }

  /** Creates partitions, in the order given. */
  Future<Void> create(SqlConnection transaction, Table table, List<Partition> wanted) {
    Future<Void> done = Future.succeededFuture();
    for (Partition partition : wanted) {
      done = done.compose(v -> create(transaction, table, partition));
    }
    return done;
  }

  private static Future<Void> create(SqlConnection transaction, Table table, Partition partition) {
    return transaction
        .preparedQuery(CREATE)
        .execute(
            Tuple.of(
                table.tableName(),
                partition.name(),
                partition.lower().map(Utc::of).orElse(null),
                Utc.of(partition.upper())))
        .mapEmpty();
  }

  /** How many events a partition holds, counted where it is small; none where it is gone. */
  Future<RowCount> estimate(SqlClient client, Table table, Partition partition) {
    return client
        .preparedQuery(ESTIMATE)
        .execute(Tuple.of(table.tableName(), partition.name()))
        .map(rows -> rows.size() == 0 ? RowCount.NONE : RowCount.of(rows.iterator().next()));
  }

  private static Partition partition(Row row) {
    if (row.getValue("upper") == null) {
      throw new DatabaseException(
          "the partition "
              + row.getString("name")
              + " was not made by Stillwater: its tables have a landing partition and no default");
    }
    return new Partition(
        row.getString("name"),
        Optional.ofNullable(row.getOffsetDateTime("lower")).map(OffsetDateTime::toInstant),
        row.getOffsetDateTime("upper").toInstant(),
        row.getLong("bytes"),
        row.getBoolean("empty"),
        Optional.ofNullable(row.getString("fault")));
  }
}
