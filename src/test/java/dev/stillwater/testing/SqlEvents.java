package dev.stillwater.testing;

import java.time.Instant;

/** Events written with plain SQL, as another program would. */
public final class SqlEvents {

  private static final String SQL =
      """
      INSERT INTO stillwater.event_log (stream_id, event_type, payload, occurred_at)
      SELECT 'stream ' || n %% 20, 'measured', jsonb_build_object('n', n),
             '%2$s'::timestamptz + (n - 1) * (('%3$s'::timestamptz - '%2$s'::timestamptz) / %1$d)
      FROM generate_series(1, %1$d) AS n
      """;

  private SqlEvents() {}

  /** Writes events of 20 streams, evenly over the time; {@code to} is exclusive. */
  public static void write(TestDatabase database, int count, Instant from, Instant to) {
    database.execute(SQL.formatted(count, from, to));
  }
}
