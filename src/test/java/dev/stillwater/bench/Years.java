package dev.stillwater.bench;

import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A service whose log has gone on for some months, of which all but the last few are due for the
 * archive: installed in the past, and started again now, on the 1st of a month.
 *
 * @param months that are older than the cutoff
 */
record Years(TestDatabase database, TestService service, TickingClock clock, int months)
    implements AutoCloseable {

  /** The first instant that is not archived. */
  static final OffsetDateTime CUTOFF = OffsetDateTime.of(2026, 4, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  static final Instant NOW = CUTOFF.plusMonths(3).plusHours(3).toInstant();

  private static final String LAST_RUN =
      """
      SELECT extract(epoch FROM finished_at - started_at) * 1000
      FROM stillwater.maintenance_run ORDER BY run_id DESC LIMIT 1
      """;

  /** A database with its months and no events. */
  static Years begin(BenchServer server, int months) {
    TestDatabase database = server.create();
    // the log of a new installation begins three months back
    Instant installed = CUTOFF.plusMonths(3L - months).toInstant();
    TestService.start(database, new SettableClock(installed)).close();
    TickingClock clock = new TickingClock(NOW);
    TestService service = TestService.start(database, clock, "http.maintenance-wait=1h");
    return new Years(database, service, clock, months);
  }

  /** Runs maintenance, to its end. */
  void maintain() {
    if (service.maintain().status() != 200) {
      throw new IllegalStateException("the run failed");
    }
  }

  /** How long the last run took, by the ledger. */
  double lastRunMillis() {
    return Double.parseDouble(database.column(LAST_RUN).get(0));
  }

  /** Archives what is due, and leaves nothing to do to those who tidy up in the background. */
  void archive() {
    maintain();
    database.execute("VACUUM (ANALYZE)");
    database.execute("CHECKPOINT");
  }

  OffsetDateTime first() {
    return CUTOFF.minusMonths(months);
  }

  @Override
  public void close() {
    service.close();
    database.close();
  }
}
