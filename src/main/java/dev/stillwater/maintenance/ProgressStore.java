package dev.stillwater.maintenance;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.OptionalLong;

/** The statements on what a run tells while it goes, and what it is told. */
final class ProgressStore {

  private static final String BEAT =
      """
      UPDATE stillwater.run_progress p
      SET beat_at = clock_timestamp(), sequence = p.sequence + 1, phase = $2::text,
          streams_done = $3::bigint, streams_total = $4::bigint, months_done = $5::bigint, months_total = $6::bigint,
          rows_per_second = $7::bigint, seconds_left = $8::bigint
      FROM stillwater.maintenance_run r
      WHERE p.run_id = $1::bigint AND r.run_id = p.run_id AND r.status = 'RUNNING'
      RETURNING p.cancel_requested
      """;

  // Of a capture that is going nobody sees the rows, but how much the table has grown. A snapshot
  // is taken to be as
  // large as those before it, the first ones as large as the streams.
  private static final String SIZES =
      """
      SELECT pg_table_size('stillwater.stream_snapshot') AS bytes, s.events AS streams,
        CASE WHEN h.events > 0 THEN pg_table_size('stillwater.stream_snapshot') / h.events
          WHEN s.events > 0 THEN pg_table_size('stillwater.stream') / s.events
          ELSE 1 END AS bytes_each
      FROM stillwater.row_estimate('stillwater.stream') s, stillwater.row_estimate('stillwater.stream_snapshot') h
      """;

  private static final String SNAPSHOT_BYTES =
      """
      SELECT pg_table_size('stillwater.stream_snapshot') AS bytes
      """;

  private static final String REQUEST_CANCEL =
      """
      UPDATE stillwater.run_progress p SET cancel_requested = true
      FROM stillwater.maintenance_run r
      WHERE p.run_id = $1::bigint AND r.run_id = p.run_id AND r.status = 'RUNNING'
      """;

  /**
   * The sizes before a capture.
   *
   * @param streams how many there are, about
   * @param bytesEach of a snapshot, about
   */
  record Sizes(long bytes, long streams, long bytesEach) {

    static final Sizes UNKNOWN = new Sizes(0, 0, 1);

    /** How many streams have been captured, about, where the table has grown to some bytes. */
    long captured(long bytesNow) {
      return (bytesNow - bytes) / Math.max(1, bytesEach);
    }
  }

  /**
   * Gives a sign of life.
   *
   * @return whether the run is to be cancelled; empty where it is not going any more
   */
  Future<Optional<Boolean>> beat(SqlClient client, long runId, Progress progress) {
    Tuple parameters =
        Tuple.of(
                runId,
                progress.phase().map(Phase::name).orElse(null),
                progress.streamsDone(),
                progress.streamsTotal(),
                progress.monthsDone(),
                progress.monthsTotal())
            .addValue(boxed(progress.rowsPerSecond()))
            .addValue(boxed(progress.secondsLeft()));
    return client
        .preparedQuery(BEAT)
        .execute(parameters)
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getBoolean("cancel_requested")));
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  Future<Sizes> sizes(SqlClient client) {
    return client
        .preparedQuery(SIZES)
        .execute()
        .map(rows -> rows.iterator().next())
        .map(
            row ->
                new Sizes(row.getLong("bytes"), row.getLong("streams"), row.getLong("bytes_each")));
  }

  Future<Long> snapshotBytes(SqlClient client) {
    return client
        .preparedQuery(SNAPSHOT_BYTES)
        .execute()
        .map(rows -> rows.iterator().next().getLong("bytes"));
  }

  /** Asks the instance of a run to cancel it; false where no such run is going. */
  Future<Boolean> requestCancel(SqlClient client, long runId) {
    return client
        .preparedQuery(REQUEST_CANCEL)
        .execute(Tuple.of(runId))
        .map(rows -> rows.rowCount() == 1);
  }
}
