package dev.stillwater.archive;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** The statement on how large a table and its partitions are. */
final class SizeStore {

  // what the planner and the collector of statistics know costs no look at the rows; a partition
  // that nobody has analyzed yet counts by its live rows
  private static final String SIZE =
      """
      SELECT coalesce(sum(greatest(c.reltuples, s.n_live_tup, 0)), 0)::bigint AS events,
        coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint AS bytes
      FROM pg_catalog.pg_inherits i
      JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
      LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
      WHERE i.inhparent = ('stillwater.' || $1::text)::regclass
      """;

  Future<Size> size(SqlClient client, Table table) {
    return client
        .preparedQuery(SIZE)
        .execute(Tuple.of(table.tableName()))
        .map(rows -> rows.iterator().next())
        .map(row -> new Size(row.getLong("events"), row.getLong("bytes")));
  }
}
