package dev.stillwater.bench;

import dev.stillwater.testing.TestDatabase;
import java.time.OffsetDateTime;

/** Whole months of many events that are due for the archive, and few streams, in the log. */
final class OldMonths {

  private static final String STREAMS =
      """
      INSERT INTO stillwater.stream (stream_id, state)
      SELECT 'stream-' || s, '{"balance": 12.50}' FROM generate_series(1, 10) AS s
      """;

  private static final String PARTITION =
      """
      SELECT name FROM stillwater.partitions('stillwater.event_log') WHERE lower = '%s'
      """;

  /** Into the month's own table: nothing is archived yet that the log's trigger could find. */
  private static final String FILL =
      """
      INSERT INTO stillwater.%1$s (stream_id, event_type, payload, occurred_at)
      SELECT 'stream-' || e %% 1000, 'paid', '{"amount": 12.50, "currency": "EUR"}',
             '%2$s'::timestamptz + e * (('%3$s'::timestamptz - '%2$s'::timestamptz) / %4$d)
      FROM generate_series(0, %4$d - 1) AS e
      """;

  private OldMonths() {}

  /** Fills as many months; what tidies up in the background has nothing to do for them. */
  static Years filled(BenchServer server, int months, int rows) {
    Years years = Years.begin(server, months);
    years.database().execute(STREAMS);
    for (int month = 0; month < months; month++) {
      fill(years.database(), years.first().plusMonths(month), rows);
    }
    years.database().execute("VACUUM (ANALYZE)");
    years.database().execute("CHECKPOINT");
    return years;
  }

  private static void fill(TestDatabase database, OffsetDateTime month, int rows) {
    String partition = database.column(PARTITION.formatted(month)).get(0);
    database.execute(FILL.formatted(partition, month, month.plusMonths(1), rows));
    database.execute("VACUUM (FREEZE, ANALYZE) stillwater." + partition);
  }
}
