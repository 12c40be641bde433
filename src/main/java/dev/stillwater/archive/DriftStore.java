package dev.stillwater.archive;

import dev.stillwater.database.DatabaseException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that holds log and archive against each other: a month can only change tables where
 * both have the same columns, constraints and indexes.
 */
public final class DriftStore {

  private static final String DRIFT =
      """
      WITH both_tables (oid, name, other) AS (VALUES
        ('stillwater.event_log'::regclass, 'event_log', 'stream_archive'),
        ('stillwater.stream_archive'::regclass, 'stream_archive', 'event_log')),
      parts AS (
        SELECT t.name, t.other, 'column ' || a.attname AS part,
          format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
            || CASE WHEN a.attcollation NOT IN (0, y.typcollation) THEN ' COLLATE ' || a.attcollation::regcollation ELSE '' END AS form
        FROM both_tables t
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
        WHERE NOT (t.name = 'stream_archive' AND a.attname = 'archived_at')
        UNION ALL
        SELECT t.name, t.other, 'constraint ' || pg_get_constraintdef(k.oid), ''
        FROM both_tables t JOIN pg_catalog.pg_constraint k ON k.conrelid = t.oid AND k.contype = 'c'
        UNION ALL
        SELECT t.name, t.other,
          CASE WHEN x.indisunique THEN 'unique ' ELSE '' END || 'index' || substring(pg_get_indexdef(x.indexrelid) FROM ' USING .*'), ''
        FROM both_tables t JOIN pg_catalog.pg_index x ON x.indrelid = t.oid)
      SELECT concat_ws(' ', p.other, 'lacks the', p.part, nullif(p.form, ''), 'of', p.name) AS drift
      FROM parts p
      WHERE NOT EXISTS (SELECT FROM parts o WHERE o.name = p.other AND o.part = p.part AND o.form = p.form)
      UNION ALL
      SELECT format('events would lose the %s when they are moved: Stillwater does not know it', p.part)
      FROM parts p
      WHERE p.name = 'event_log' AND p.part LIKE 'column %' AND p.part NOT IN ('column event_id', 'column stream_id',
        'column event_type', 'column payload', 'column occurred_at', 'column recorded_at')
      UNION ALL
      SELECT format('the index %s is not on all partitions of %s', x.indexrelid::regclass, t.name)
      FROM both_tables t JOIN pg_catalog.pg_index x ON x.indrelid = t.oid AND NOT x.indisvalid
      UNION ALL
      SELECT 'stream_archive lacks the column archived_at timestamp with time zone NOT NULL'
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = 'stillwater.stream_archive'::regclass AND a.attname = 'archived_at'
          AND a.atttypid = 'timestamptz'::regtype AND a.attnotnull AND NOT a.attisdropped)
      ORDER BY 1
      """;

  /** What log and archive differ in, or else must not have; each a sentence. */
  public Future<List<String>> drift(SqlClient client) {
    return client
        .query(DRIFT)
        .execute()
        .map(
            rows -> {
              List<String> found = new ArrayList<>();
              rows.forEach(row -> found.add(row.getString("drift")));
              return found;
            });
  }

  /** Fails where anything must be mended before events can be moved. */
  static Future<Void> refuse(List<String> faults) {
    return faults.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(
            new DatabaseException("nothing was moved: " + String.join("; ", faults)));
  }
}
