package dev.stillwater.verify;

import dev.stillwater.database.Utc;
import dev.stillwater.verify.MonthSums.Sum;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The statement that sees everything at one instant. Events, horizon and partitions change
 * together, and partitions heed no snapshot: two statements could contradict each other.
 */
final class VerifyStore {

  // a bound by hand may be no time of the calendar
  private static final String FIND =
      """
      SELECT
        (SELECT coalesce(json_agg(json_build_object('month', m.month,
            'hotEvents', m.hot_events, 'hotSum', m.hot_sum::text,
            'archivedEvents', m.archived_events, 'archivedSum', m.archived_sum::text,
            'beyondHorizon', m.beyond_horizon, 'heldTwice', m.held_twice, 'twiceEventId', m.twice_event_id)
            ORDER BY m.month), '[]')
          FROM stillwater.month_sums($1::timestamptz[]) m) AS months,
        (SELECT coalesce(json_agg(json_build_object('table', t.name, 'name', p.name,
            'lower', CASE WHEN p.lower >= '0001-01-01 00:00Z' AND p.lower < '10000-01-01 00:00Z' THEN p.lower END,
            'upper', CASE WHEN p.upper >= '0001-01-01 00:00Z' AND p.upper < '10000-01-01 00:00Z' THEN p.upper END)
            ORDER BY p.upper, p.name), '[]')
          FROM (VALUES ('event_log'), ('stream_archive')) t (name)
          CROSS JOIN LATERAL stillwater.partitions(('stillwater.' || t.name)::regclass) p) AS partitions,
        (SELECT coalesce(json_agg(r.run_id ORDER BY r.run_id), '[]')
          FROM stillwater.maintenance_run r WHERE r.status = 'RUNNING') AS running,
        (SELECT count(*) FROM stillwater.stream_snapshot s
          WHERE s.month > greatest($2::date, (SELECT max(r.month) FROM stillwater.maintenance_run r))) AS snapshots_ahead
      """;

  /**
   * Looks at everything.
   *
   * @param newest the newest month that a run can have captured, or one that the ledger has
   */
  Future<Findings> find(SqlConnection transaction, MonthEdges edges, LocalDate newest) {
    return transaction
        .preparedQuery(FIND)
        .execute(Tuple.tuple().addValue(Utc.of(edges.instants())).addValue(newest))
        .map(rows -> findings(rows.iterator().next(), edges));
  }

  private static Findings findings(Row row, MonthEdges edges) {
    JsonArray partitions = row.getJsonArray("partitions");
    return new Findings(
        objects(row.getJsonArray("months"), month -> sums(month, edges)),
        bounds(partitions, "event_log"),
        bounds(partitions, "stream_archive"),
        row.getJsonArray("running").stream().map(id -> ((Number) id).longValue()).toList(),
        row.getLong("snapshots_ahead"));
  }

  private static MonthSums sums(JsonObject month, MonthEdges edges) {
    return new MonthSums(
        edges.month(month.getInteger("month")),
        sum(month, "hot"),
        sum(month, "archived"),
        month.getLong("beyondHorizon"),
        month.getLong("heldTwice"),
        Optional.ofNullable(month.getString("twiceEventId")));
  }

  private static Sum sum(JsonObject month, String where) {
    return new Sum(month.getLong(where + "Events"), new BigInteger(month.getString(where + "Sum")));
  }

  private static List<Bounds> bounds(JsonArray partitions, String table) {
    return objects(partitions, partition -> partition).stream()
        .filter(partition -> partition.getString("table").equals(table))
        .map(
            partition ->
                new Bounds(
                    partition.getString("name"),
                    time(partition, "lower"),
                    time(partition, "upper")))
        .toList();
  }

  private static Optional<Instant> time(JsonObject partition, String bound) {
    return Optional.ofNullable(partition.getString(bound))
        .map(text -> OffsetDateTime.parse(text).toInstant());
  }

  private static <T> List<T> objects(JsonArray array, Function<JsonObject, T> read) {
    return array.stream().map(JsonObject.class::cast).map(read).toList();
  }
}
