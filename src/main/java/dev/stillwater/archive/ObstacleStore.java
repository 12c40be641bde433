package dev.stillwater.archive;

import dev.stillwater.database.Tidying;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** The statements that look for what holds a change of tables up. They read the lock table only. */
final class ObstacleStore {

  // A transaction that has just begun is likely to end before it would be in the way. Where not
  // even
  // its start may be seen, it is found out by trying.
  private static final String FIRST =
      """
      SELECT a.backend_type = 'autovacuum worker' AS vacuum,
        CASE
          WHEN l.pid IS NULL THEN format('a prepared transaction that has used %s', c.relname)
          WHEN a.backend_type = 'autovacuum worker' THEN format('an autovacuum of %s (process %s)', c.relname, l.pid)
          ELSE format('a transaction of %s, open since %s, that has used %s (process %s)',
            concat_ws(' in ', a.usename, nullif(a.application_name, '')),
            to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), c.relname, l.pid)
        END AS obstacle
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_class c ON c.oid = l.relation AND c.relnamespace = 'stillwater'::regnamespace
      LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.locktype = 'relation' AND l.granted AND c.relname = ANY ($1::text[])
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
        AND (l.pid IS NULL OR a.backend_type = 'autovacuum worker'
          OR a.xact_start < clock_timestamp() - interval '100 milliseconds')
      ORDER BY vacuum DESC NULLS LAST, a.xact_start
      LIMIT 1
      """;

  private static final String USERS =
      """
      SELECT coalesce(array_agg(DISTINCT l.virtualtransaction), '{}') AS users
      FROM pg_catalog.pg_locks l
      WHERE l.locktype = 'relation' AND l.granted
        AND l.relation = ('stillwater.' || $1::text)::regclass
        AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
        AND l.pid IS DISTINCT FROM pg_backend_pid()
      """;

  // every transaction holds a lock on its own virtual id until it ends, for all to see
  private static final String OPEN =
      """
      SELECT coalesce(array_agg(DISTINCT l.virtualtransaction), '{}') AS users
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database()
      WHERE l.locktype = 'virtualxid' AND l.granted AND l.pid <> pg_backend_pid()
        AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
      """;

  private static final String STILL_OPEN =
      """
      SELECT format('a transaction of %s, open since %s, that may know an older state of the months (process %s)',
          concat_ws(' in ', a.usename, nullif(a.application_name, '')),
          to_char(a.xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), l.pid) AS obstacle
      FROM pg_catalog.pg_locks l
      LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
      WHERE l.granted AND l.virtualtransaction = ANY ($1::text[])
      LIMIT 1
      """;

  private static final String END_TIDYING =
      """
      SELECT pg_cancel_backend(a.pid)
      FROM pg_catalog.pg_stat_activity a
      WHERE a.application_name = $1::text AND a.datname = current_database()
        AND a.usename = current_user AND a.state = 'active'
      """;

  /**
   * What is in the way.
   *
   * @param vacuum whether it is one that would be broken off if it were waited for
   */
  record Obstacle(String text, boolean vacuum) {}

  /** What is in the way of locking tables, if anything lasts. */
  Future<Optional<Obstacle>> first(SqlClient client, List<String> tables) {
    return client
        .preparedQuery(FIRST)
        .execute(Tuple.tuple().addValue(tables.toArray(String[]::new)))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(obstacle(rows.iterator().next())));
  }

  private static Obstacle obstacle(Row row) {
    return new Obstacle(row.getString("obstacle"), Boolean.TRUE.equals(row.getBoolean("vacuum")));
  }

  /** The transactions that use a table now: they may not know partitions created meanwhile. */
  Future<String[]> users(SqlClient client, Table table) {
    return client
        .preparedQuery(USERS)
        .execute(Tuple.of(table.tableName()))
        .map(rows -> rows.iterator().next().getArrayOfStrings("users"));
  }

  /** The transactions of this database that are open now. */
  Future<String[]> open(SqlClient client) {
    return client
        .preparedQuery(OPEN)
        .execute()
        .map(rows -> rows.iterator().next().getArrayOfStrings("users"));
  }

  /** One of these transactions that has not ended, if one has not. */
  Future<Optional<String>> stillOpen(SqlClient client, String[] transactions) {
    return client
        .preparedQuery(STILL_OPEN)
        .execute(Tuple.tuple().addValue(transactions))
        .map(ObstacleStore::text);
  }

  private static Optional<String> text(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(rows.iterator().next().getString("obstacle"));
  }

  /** Ends the tidying of any instance: it gives way to everything else. */
  Future<Void> endTidying(SqlClient client) {
    return client.preparedQuery(END_TIDYING).execute(Tuple.of(Tidying.SESSION_NAME)).mapEmpty();
  }
}
