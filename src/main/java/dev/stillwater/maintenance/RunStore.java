package dev.stillwater.maintenance;

import dev.stillwater.archive.Moved;
import dev.stillwater.database.Utc;
import dev.stillwater.snapshot.Captured;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/**
 * The statements of a run on its own row of the ledger. The caller passes the connection, and so
 * owns the transaction.
 */
final class RunStore {

  // where the process is killed amid a long statement, the statement ends soon
  private static final String WATCH_CLIENT =
      """
      SELECT set_config('client_connection_check_interval', '500ms', false)
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
          snapshots_refreshed = $5::bigint, snapshots_unchanged = $6::bigint,
          phase_starts = CASE kind WHEN 'FULL' THEN phase_starts || $7::timestamptz ELSE phase_starts END
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

  private static final String SUCCEED =
      """
      UPDATE stillwater.maintenance_run
      SET status = 'SUCCEEDED', finished_at = $2::timestamptz, waiting_for = NULL
      WHERE run_id = $1::bigint AND status = 'RUNNING'
      """;

  private static final String FAIL =
      """
      SELECT stillwater.fail_run($1::bigint, $2::timestamptz, $3::text)
      """;

  /**
   * Has the server end a statement of this session soon after its client is gone; not every system
   * can.
   */
  Future<Void> watchClient(SqlClient client) {
    return client.query(WATCH_CLIENT).execute().<Void>mapEmpty().otherwiseEmpty();
  }

  /**
   * Whether the run is still the one going, and its session this one; it stays so until the
   * transaction ends.
   */
  Future<Boolean> hold(SqlConnection transaction, long runId) {
    return transaction.preparedQuery(HOLD).execute(Tuple.of(runId)).map(rows -> rows.size() == 1);
  }

  /** Notes a capture, with which the next phase begins where there is one. */
  Future<Void> captured(SqlConnection transaction, long runId, Captured captured, Instant at) {
    Tuple parameters =
        Tuple.of(runId, captured.month().atDay(1), captured.streams(), captured.created())
            .addValue(captured.refreshed())
            .addValue(captured.unchanged())
            .addValue(Utc.of(at));
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

  Future<Void> succeed(SqlClient client, long runId, Instant at) {
    return client.preparedQuery(SUCCEED).execute(Tuple.of(runId, Utc.of(at))).mapEmpty();
  }

  /** Ends a run that has not succeeded; does nothing where it has been ended by somebody else. */
  Future<Void> fail(SqlClient client, long runId, Instant at, String cause) {
    return client.preparedQuery(FAIL).execute(Tuple.of(runId, Utc.of(at), cause)).mapEmpty();
  }
}
