package dev.stillwater.maintenance;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The statements on what there is of each month. */
final class StatusStore {

  // to count snapshots takes time in proportion: where they are many, the ledger tells how many
  // were captured. Of a month that was brought back nothing is archived that events could be late
  // for.
  private static final String MONTHS =
      """
      WITH size AS MATERIALIZED (
        SELECT pg_relation_size('stillwater.stream_snapshot') <= 64 << 20 AS small),
      counts AS (
        SELECT month, hot, hot_bytes, archived, archived_bytes, late, 0::bigint AS snapshots, estimated
        FROM stillwater.month_counts($1::text)
        UNION ALL
        SELECT month, 0, 0, 0, 0, 0, count(*), false FROM stillwater.stream_snapshot
        WHERE (SELECT small FROM size)
        GROUP BY month
        UNION ALL
        (SELECT DISTINCT ON (month) month, 0, 0, 0, 0, 0, streams_total, true FROM stillwater.maintenance_run
         WHERE kind IN ('FULL', 'SNAPSHOT') AND streams_total > 0 AND NOT (SELECT small FROM size)
         ORDER BY month, run_id DESC))
      SELECT c.month, sum(c.hot)::bigint AS hot, sum(c.hot_bytes)::bigint AS hot_bytes,
        sum(c.archived)::bigint AS archived, sum(c.archived_bytes)::bigint AS archived_bytes,
        (CASE WHEN r.month IS NULL THEN sum(c.late) ELSE 0 END)::bigint AS late_events,
        sum(c.snapshots)::bigint AS snapshots,
        r.month IS NOT NULL AND r.released_at IS NULL AS held,
        bool_or(c.estimated) AS estimated
      FROM counts c
      LEFT JOIN stillwater.restored_month r ON r.month = c.month
      GROUP BY c.month, r.month
      HAVING sum(c.hot) + sum(c.archived) + sum(c.snapshots) > 0
      ORDER BY c.month DESC NULLS LAST
      """;

  /** What there is of each month that has anything, newest first. */
  Future<List<MonthCounts>> months(SqlClient client, ZoneId zone) {
    return client
        .preparedQuery(MONTHS)
        .execute(Tuple.of(zone.getId()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(StatusStore::of).toList());
  }

  private static MonthCounts of(Row row) {
    return new MonthCounts(
        Optional.ofNullable(row.getLocalDate("month")).map(YearMonth::from),
        row.getLong("hot"),
        row.getLong("hot_bytes"),
        row.getLong("archived"),
        row.getLong("archived_bytes"),
        row.getLong("late_events"),
        row.getLong("snapshots"),
        row.getBoolean("held"),
        row.getBoolean("estimated"));
  }
}
