package dev.stillwater.maintenance;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The statements on the ledger as a whole: which runs there are, and whether another may begin. The
 * caller passes the connection, and so owns the transaction.
 */
final class LedgerStore {

  private static final String END_LOST =
      """
      SELECT count(*) FILTER (WHERE stillwater.fail_run(run_id, $1::timestamptz,
        'the database session of its instance ended before it did')) AS ended
      FROM stillwater.maintenance_run
      WHERE status = 'RUNNING' AND stillwater.session_of(run_id) IS NULL
      """;

  // a run that an earlier version began gives no signs of life: it has no row of progress
  private static final String END_SILENT =
      """
      SELECT count(*) FILTER (WHERE stillwater.end_run(r.run_id, $1::timestamptz,
        format('its instance gave no sign of life for %s s, and its database session was ended', $2::bigint / 1000))) AS ended
      FROM stillwater.maintenance_run r
      JOIN stillwater.run_progress p ON p.run_id = r.run_id
      WHERE r.status = 'RUNNING' AND p.beat_at < clock_timestamp() - make_interval(secs => $2::bigint / 1000.0)
      """;

  private static final String END =
      """
      SELECT stillwater.end_run($1::bigint, $2::timestamptz, $3::text)
      """;

  private static final String BEGIN =
      """
      WITH forgotten AS (
        DELETE FROM stillwater.run_progress p USING stillwater.maintenance_run r
        WHERE r.run_id = p.run_id AND r.status <> 'RUNNING'),
      begun AS (
        INSERT INTO stillwater.maintenance_run
          (trigger, month, instance, backend_start, scheduled_at, started_at, cutoff, kind, missed_months)
        SELECT $1::text, $2::date, $3::text, a.backend_start, $4::timestamptz, $5::timestamptz, $6::timestamptz, $7::text,
          ARRAY(SELECT due.month FROM unnest($8::date[]) AS due (month)
                WHERE due.month <> $2::date AND NOT EXISTS (
                  SELECT FROM stillwater.maintenance_run c
                  WHERE c.month = due.month AND c.kind IN ('FULL', 'SNAPSHOT')
                    AND (c.status = 'SUCCEEDED' OR c.streams_total > 0))
                ORDER BY due.month)
        FROM pg_catalog.pg_stat_activity a
        WHERE a.pid = pg_backend_pid()
        ON CONFLICT (status) WHERE status = 'RUNNING' DO NOTHING
        RETURNING run_id)
      INSERT INTO stillwater.run_progress AS p (run_id)
      SELECT run_id FROM begun
      ON CONFLICT (run_id) DO UPDATE SET sequence = 0, beat_at = clock_timestamp(), cancel_requested = false
      RETURNING p.run_id
      """;

  // To be asked once the run has begun: no other can then end, and so none can have done its work
  // unseen. The
  // schedule is not paused between this and the begin.
  private static final String IS_STILL_DUE =
      """
      SELECT i.paused_at IS NULL AND NOT EXISTS (
        SELECT FROM stillwater.maintenance_run r
        WHERE r.kind = 'FULL' AND r.status = 'SUCCEEDED' AND greatest(r.started_at, r.scheduled_at) >= $1::timestamptz
          OR r.scheduled_at = $1::timestamptz AND r.status = 'CANCELLED') AS due
      FROM stillwater.installation i
      FOR SHARE OF i
      """;

  // a run is found by its id, among those that go or do not, or before another one
  private static final String FIND =
      """
      SELECT r.run_id, r.trigger, r.month, r.status, r.instance, r.scheduled_at, r.started_at, r.finished_at, r.cutoff,
        r.streams_total, r.snapshots_created, r.snapshots_refreshed, r.snapshots_unchanged,
        r.events_archived, r.months_archived, r.error, r.kind, r.late_events, r.events_estimated, r.events_restored,
        r.waiting_for, r.missed_months, p.run_id IS NOT NULL AS has_progress, p.phase, p.streams_done,
        p.streams_total AS streams_to_capture, p.months_done, p.months_total, p.rows_per_second, p.seconds_left
      FROM stillwater.maintenance_run r
      LEFT JOIN stillwater.run_progress p ON p.run_id = r.run_id AND r.status = 'RUNNING'
      WHERE ($1::bigint IS NULL OR r.run_id = $1::bigint)
        AND ($2::boolean IS NULL OR (r.status = 'RUNNING') = $2::boolean)
        AND ($3::bigint IS NULL OR r.run_id < $3::bigint)
        AND ($4::text IS NULL OR r.status = $4::text)
        AND ($5::text IS NULL OR r.kind = $5::text)
        AND ($6::text IS NULL OR r.trigger = $6::text)
      ORDER BY r.run_id DESC
      LIMIT $7::bigint
      """;

  /** Ends runs whose session is gone: they are not going any more. */
  Future<Void> endLost(SqlClient client, Instant now) {
    return client.preparedQuery(END_LOST).execute(Tuple.of(Utc.of(now))).mapEmpty();
  }

  /** Ends runs that gave no sign of life for so long, and their sessions first. */
  Future<Void> endSilent(SqlClient client, Instant now, Duration lease) {
    return client
        .preparedQuery(END_SILENT)
        .execute(Tuple.of(Utc.of(now), lease.toMillis()))
        .mapEmpty();
  }

  /** Ends a run, and its session first; does nothing where it has ended. */
  Future<Void> end(SqlClient client, long runId, Instant now, String cause) {
    return client.preparedQuery(END).execute(Tuple.of(runId, Utc.of(now), cause)).mapEmpty();
  }

  /** Opens a run for the session of the connection, or none where another is going. */
  Future<Optional<Long>> begin(SqlConnection transaction, NewRun run) {
    LocalDate[] monthsDue =
        run.monthsDue().stream().map(month -> month.atDay(1)).toArray(LocalDate[]::new);
    Tuple parameters =
        Tuple.of(
                run.trigger().name(),
                run.month().atDay(1),
                run.instance(),
                run.scheduledAt().map(Utc::of).orElse(null),
                Utc.of(run.startedAt()),
                Utc.of(run.cutoff()))
            .addValue(run.kind().name())
            .addValue(monthsDue);
    return transaction
        .preparedQuery(BEGIN)
        .execute(parameters)
        .map(LedgerStore::first)
        .map(found -> found.map(row -> row.getLong("run_id")));
  }

  /** Whether a due instant is to be run, now that its run has begun. */
  Future<Boolean> isStillDue(SqlConnection transaction, Instant due) {
    return transaction
        .preparedQuery(IS_STILL_DUE)
        .execute(Tuple.of(Utc.of(due)))
        .map(rows -> rows.iterator().next().getBoolean("due"));
  }

  Future<Optional<MaintenanceRun>> get(SqlClient client, long runId) {
    return findOne(client, runId, null);
  }

  /** The run that is going. */
  Future<Optional<MaintenanceRun>> running(SqlClient client) {
    return findOne(client, null, true);
  }

  /** The run that began last of those that have ended. */
  Future<Optional<MaintenanceRun>> last(SqlClient client) {
    return findOne(client, null, false);
  }

  private static Future<Optional<MaintenanceRun>> findOne(
      SqlClient client, Long runId, Boolean going) {
    return find(client, Tuple.of(runId, going, null, null, null, null).addValue(1L))
        .map(runs -> runs.stream().findFirst());
  }

  /** A page of runs, newest first, and one more where there is one. */
  Future<List<MaintenanceRun>> page(SqlClient client, RunQuery query) {
    Tuple parameters =
        Tuple.of(
                null,
                null,
                query.before().orElse(null),
                query.status().map(RunStatus::name).orElse(null),
                query.kind().map(RunKind::name).orElse(null),
                query.trigger().map(Trigger::name).orElse(null))
            .addValue(query.limit() + 1L);
    return find(client, parameters);
  }

  private static Future<List<MaintenanceRun>> find(SqlClient client, Tuple parameters) {
    return client
        .preparedQuery(FIND)
        .execute(parameters)
        .map(
            rows -> StreamSupport.stream(rows.spliterator(), false).map(LedgerStore::run).toList());
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
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
        Stream.of(row.getArrayOfLocalDates("missed_months")).map(YearMonth::from).toList(),
        Optional.ofNullable(row.getString("waiting_for")),
        Optional.ofNullable(row.getString("error")),
        row.getBoolean("has_progress") ? Optional.of(progress(row)) : Optional.empty());
  }

  private static Progress progress(Row row) {
    return new Progress(
        Optional.ofNullable(row.getString("phase")).map(Phase::valueOf),
        row.getLong("streams_done"),
        row.getLong("streams_to_capture"),
        row.getLong("months_done"),
        row.getLong("months_total"),
        number(row, "rows_per_second"),
        number(row, "seconds_left"));
  }

  private static OptionalLong number(Row row, String column) {
    Long value = row.getLong(column);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Optional<Instant> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
