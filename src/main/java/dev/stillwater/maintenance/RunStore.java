package dev.stillwater.maintenance;

import dev.stillwater.archive.Moved;
import dev.stillwater.database.Utc;
import dev.stillwater.snapshot.Captured;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Optional;

/**
 * The statements on the ledger of runs. The caller passes the connection, and so owns the
 * transaction.
 */
final class RunStore {

  // where the process is killed amid a long statement, the statement ends soon
  private static final String WATCH_CLIENT =
      """
      SELECT set_config('client_connection_check_interval', '500ms', false)
      """;

  // a backend whose start we may not see is taken for alive
  private static final String END_LOST =
      """
      UPDATE stillwater.maintenance_run r
      SET status = 'FAILED', finished_at = $1::timestamptz, waiting_for = NULL,
          error = 'the database session of its instance ended before it did'
      WHERE status = 'RUNNING' AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_stat_activity a
        WHERE a.pid = r.backend_pid AND coalesce(a.backend_start = r.backend_start, true))
      """;

  private static final String BEGIN =
      """
      INSERT INTO stillwater.maintenance_run
        (trigger, month, instance, backend_start, scheduled_at, started_at, cutoff, kind)
      SELECT $1::text, $2::date, $3::text, a.backend_start, $4::timestamptz, $5::timestamptz, $6::timestamptz, $7::text
      FROM pg_catalog.pg_stat_activity a
      WHERE a.pid = pg_backend_pid()
      ON CONFLICT (status) WHERE status = 'RUNNING' DO NOTHING
      RETURNING run_id, trigger, month, status, instance, scheduled_at, started_at, finished_at, cutoff,
        streams_total, snapshots_created, snapshots_refreshed, snapshots_unchanged,
        events_archived, months_archived, error, kind, late_events, events_estimated, events_restored, waiting_for
      """;

  private static final String RUNNING =
      """
      SELECT run_id FROM stillwater.maintenance_run WHERE status = 'RUNNING'
      """;

  private static final String GET =
      """
      SELECT run_id, trigger, month, status, instance, scheduled_at, started_at, finished_at, cutoff,
        streams_total, snapshots_created, snapshots_refreshed, snapshots_unchanged,
        events_archived, months_archived, error, kind, late_events, events_estimated, events_restored, waiting_for
      FROM stillwater.maintenance_run
      WHERE run_id = $1::bigint
      """;

  private static final String HOLD =
      """
      SELECT run_id FROM stillwater.maintenance_run
      WHERE run_id = $1::bigint AND status = 'RUNNING' AND backend_pid = pg_backend_pid()
      FOR UPDATE
      """;

  private static final String CAPTURED =
      """
      UPDATE stillwater.maintenance_run
      SET month = $2::date, streams_total = $3::bigint, snapshots_created = $4::bigint,
          snapshots_refreshed = $5::bigint, snapshots_unchanged = $6::bigint
      WHERE run_id = $1::bigint
      """;

  private static final String ARCHIVED =
      """
      UPDATE stillwater.maintenance_run
      SET events_archived = events_archived + $2::bigint, events_estimated = events_estimated + $3::bigint,
          late_events = late_events + $4::bigint, months_archived = months_archived + $5::bigint
      WHERE run_id = $1::bigint
      """;

  private static final String RESTORED =
      """
      UPDATE stillwater.maintenance_run SET events_restored = events_restored + $2::bigint
      WHERE run_id = $1::bigint
      """;

  private static final String RECOUNTED =
      """
      UPDATE stillwater.maintenance_run
      SET events_archived = events_archived - $2::bigint + $3::bigint, events_estimated = events_estimated - $2::bigint
      WHERE run_id = $1::bigint
      """;

  private static final String WAITS_FOR =
      """
      UPDATE stillwater.maintenance_run SET waiting_for = $2::text WHERE run_id = $1::bigint
      """;

  private static final String END =
      """
      UPDATE stillwater.maintenance_run
      SET status = $2::text, finished_at = $3::timestamptz, error = $4::text, waiting_for = NULL
      WHERE run_id = $1::bigint AND status = 'RUNNING'
      RETURNING run_id, trigger, month, status, instance, scheduled_at, started_at, finished_at, cutoff,
        streams_total, snapshots_created, snapshots_refreshed, snapshots_unchanged,
        events_archived, months_archived, error, kind, late_events, events_estimated, events_restored, waiting_for
      """;

  /**
   * Has the server end a statement of this session soon after its client is gone; not every system
   * can.
   */
  Future<Void> watchClient(SqlClient client) {
    return client.query(WATCH_CLIENT).execute().<Void>mapEmpty().otherwiseEmpty();
  }

  /** Ends runs whose session is gone: they are not going any more. */
  Future<Integer> endLost(SqlConnection transaction, Instant now) {
    return transaction.preparedQuery(END_LOST).execute(Tuple.of(Utc.of(now))).map(RowSet::rowCount);
  }

  /** Opens a run for the session of the connection, or none where another is going. */
  Future<Optional<MaintenanceRun>> begin(SqlConnection transaction, NewRun run) {
    Tuple parameters =
        Tuple.of(
                run.trigger().name(),
                run.month().atDay(1),
                run.instance(),
                run.scheduledAt().map(Utc::of).orElse(null),
                Utc.of(run.startedAt()))
            .addValue(Utc.of(run.cutoff()))
            .addValue(run.kind().name());
    return transaction.preparedQuery(BEGIN).execute(parameters).map(RunStore::first);
  }

  Future<Optional<Long>> running(SqlClient client) {
    return client
        .preparedQuery(RUNNING)
        .execute()
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getLong("run_id")));
  }

  Future<Optional<MaintenanceRun>> get(SqlClient client, long runId) {
    return client.preparedQuery(GET).execute(Tuple.of(runId)).map(RunStore::first);
  }

  /**
   * Whether the run is still the one going, and its session this one; it stays so until the
   * transaction ends.
   */
  Future<Boolean> hold(SqlConnection transaction, long runId) {
    return transaction.preparedQuery(HOLD).execute(Tuple.of(runId)).map(rows -> rows.size() == 1);
  }

  Future<Void> captured(SqlConnection transaction, long runId, Captured captured) {
    Tuple parameters =
        Tuple.of(runId, captured.month().atDay(1), captured.streams(), captured.created())
            .addValue(captured.refreshed())
            .addValue(captured.unchanged());
    return transaction.preparedQuery(CAPTURED).execute(parameters).mapEmpty();
  }

  Future<Void> archived(SqlConnection transaction, long runId, Moved moved) {
    Tuple parameters =
        Tuple.of(runId, moved.events(), moved.estimated(), moved.late())
            .addValue((long) moved.months());
    return transaction.preparedQuery(ARCHIVED).execute(parameters).mapEmpty();
  }

  Future<Void> restored(SqlConnection transaction, long runId, long events) {
    return transaction.preparedQuery(RESTORED).execute(Tuple.of(runId, events)).mapEmpty();
  }

  /** Puts a count in the place of an estimate. */
  Future<Void> recounted(SqlClient client, long runId, long estimated, long counted) {
    return client.preparedQuery(RECOUNTED).execute(Tuple.of(runId, estimated, counted)).mapEmpty();
  }

  Future<Void> waitsFor(SqlClient client, long runId, Optional<String> obstacle) {
    return client
        .preparedQuery(WAITS_FOR)
        .execute(Tuple.of(runId, obstacle.orElse(null)))
        .mapEmpty();
  }

  /** Ends a run; empty where it had been ended by somebody else. */
  Future<Optional<MaintenanceRun>> end(
      SqlClient client, long runId, RunStatus status, Instant at, Optional<String> error) {
    return client
        .preparedQuery(END)
        .execute(Tuple.of(runId, status.name(), Utc.of(at), error.orElse(null)))
        .map(RunStore::first);
  }

  private static Optional<MaintenanceRun> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(run(rows.iterator().next()));
  }

  private static MaintenanceRun run(Row row) {
    return new MaintenanceRun(
        row.getLong("run_id"),
        RunKind.valueOf(row.getString("kind")),
        Trigger.valueOf(row.getString("trigger")),
        YearMonth.from(row.getLocalDate("month")),
        RunStatus.valueOf(row.getString("status")),
        row.getString("instance"),
        time(row, "scheduled_at"),
        row.getOffsetDateTime("started_at").toInstant(),
        time(row, "finished_at"),
        row.getOffsetDateTime("cutoff").toInstant(),
        new MaintenanceRun.Counts(
            row.getLong("streams_total"),
            row.getLong("snapshots_created"),
            row.getLong("snapshots_refreshed"),
            row.getLong("snapshots_unchanged"),
            row.getLong("events_archived"),
            row.getLong("events_estimated"),
            row.getLong("late_events"),
            row.getLong("months_archived"),
            row.getLong("events_restored")),
        Optional.ofNullable(row.getString("waiting_for")),
        Optional.ofNullable(row.getString("error")));
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
