package dev.stillwater.schedule;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The statements on the schedule. The caller passes the connection, and so owns the transaction.
 */
final class ScheduleStore {

  private static final String STANDING =
      """
      SELECT i.installed_at, i.paused_at,
        (SELECT max(started_at) FROM stillwater.maintenance_run WHERE kind = 'FULL' AND status = 'SUCCEEDED') AS last_success,
        count(*) FILTER (WHERE r.status = 'FAILED') AS failures,
        coalesce(max(r.run_id) FILTER (WHERE r.status = 'FAILED'), 0) AS last_failure,
        coalesce(bool_or(r.status = 'CANCELLED'), false) AS cancelled,
        (array_agg(r.trigger ORDER BY r.run_id))[1] = 'CATCH_UP' AS caught_up,
        EXISTS (SELECT FROM stillwater.maintenance_run WHERE status = 'RUNNING') AS running
      FROM stillwater.installation i
      LEFT JOIN stillwater.maintenance_run r ON r.scheduled_at = $1::timestamptz
      GROUP BY i.installed_at, i.paused_at
      """;

  private static final String PAUSE =
      """
      UPDATE stillwater.installation SET paused_at = coalesce(paused_at, $1::timestamptz)
      """;

  private static final String RESUME =
      """
      UPDATE stillwater.installation SET paused_at = NULL
      """;

  Future<Standing> standing(SqlClient client, Instant due) {
    return client
        .preparedQuery(STANDING)
        .execute(Tuple.of(Utc.of(due)))
        .map(rows -> standing(due, rows.iterator().next()));
  }

  private static Standing standing(Instant due, Row row) {
    return new Standing(
        due,
        row.getOffsetDateTime("installed_at").toInstant(),
        time(row, "paused_at"),
        time(row, "last_success"),
        row.getLong("failures"),
        row.getLong("last_failure"),
        row.getBoolean("cancelled"),
        Optional.ofNullable(row.getBoolean("caught_up")),
        row.getBoolean("running"));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  Future<Void> pause(SqlClient client, Instant now) {
    return client.preparedQuery(PAUSE).execute(Tuple.of(Utc.of(now))).mapEmpty();
  }

  Future<Void> resume(SqlClient client) {
    return client.preparedQuery(RESUME).execute().mapEmpty();
  }
}
