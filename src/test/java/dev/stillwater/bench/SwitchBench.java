package dev.stillwater.bench;

import dev.stillwater.testing.TestDatabase;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What it costs the service to archive a whole month, by the run's own times: it should not depend
 * on the events. Each measurement has a database of its own, without any other work.
 */
final class SwitchBench implements Benchmark {

  private static final int FEW = 100_000;
  private static final double KILO = 1024;
  private static final double MICROS_PER_MILLI = 1000;

  private static final String ARCHIVE_MONTH =
      """
      SELECT stillwater.create_partition('stream_archive', 'stream_archive_bench', '%s', '%s')
      """;

  private static final String DELETE_INSERT =
      """
      WITH moved AS (
        DELETE FROM stillwater.event_log WHERE occurred_at < '%s'
        RETURNING event_id, stream_id, event_type, payload, occurred_at, recorded_at)
      INSERT INTO stillwater.stream_archive
        (event_id, stream_id, event_type, payload, occurred_at, recorded_at, archived_at)
      SELECT event_id, stream_id, event_type, payload, occurred_at, recorded_at, now() FROM moved
      """;

  // what the switch writes, from first to last; and when captures and runs end
  private static final String WATCH =
      """
      CREATE UNLOGGED TABLE bench_mark (what text, lsn pg_lsn, at timestamptz);
      CREATE FUNCTION bench_mark() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO bench_mark VALUES (TG_ARGV[0], pg_current_wal_insert_lsn(), clock_timestamp());
        RETURN NEW;
      END $$;
      CREATE TRIGGER bench_switch BEFORE UPDATE ON stillwater.archive_horizon
        FOR EACH ROW EXECUTE FUNCTION bench_mark('switch');
      CREATE TRIGGER bench_switched AFTER UPDATE OF months_archived ON stillwater.maintenance_run
        FOR EACH ROW EXECUTE FUNCTION bench_mark('switch');
      CREATE TRIGGER bench_captured AFTER UPDATE OF streams_total ON stillwater.maintenance_run
        FOR EACH ROW EXECUTE FUNCTION bench_mark('archival');
      CREATE TRIGGER bench_ended AFTER UPDATE OF status ON stillwater.maintenance_run
        FOR EACH ROW EXECUTE FUNCTION bench_mark('archival');
      """;

  private static final String WRITTEN =
      "SELECT max(lsn) - min(lsn) FROM bench_mark WHERE what = 'switch'";
  private static final String MICROS =
      "SELECT round(extract(epoch FROM max(at) - min(at)) * 1000000)::bigint FROM bench_mark WHERE what = '%s'";
  private static final String ARCHIVED = "SELECT count(*) FROM stillwater.stream_archive";

  @Override
  public void run(BenchServer server) throws Exception {
    List<Double> afterCheckpoint = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    List<Double> transactions = new ArrayList<>();
    int rows = Sizes.rows();
    Rounds rounds =
        new Rounds()
            .add("N", () -> one(server, rows, transactions))
            .add("wal", () -> two(server, Math.min(rows, FEW), afterCheckpoint, later))
            .add("10 N", () -> one(server, 10 * rows, new ArrayList<>()))
            .add("delete", () -> deleteInsert(server, rows))
            .run(Sizes.repeats());
    Report.head("archive a month, N = " + rows);
    Report.figure(
        "    N events, milliseconds from the end of the capture to that of the run",
        rounds.of("N"));
    Report.atMost("time of 10 N to time of N", rounds.ratio("10 N", "N"), 1.5);
    Report.figure("    N events, milliseconds of the switch itself", new Ratio(transactions));
    Report.figure("DELETE and INSERT to all of that, N", rounds.ratio("delete", "N"));
    Report.atLeast(
        "DELETE and INSERT to the switch itself, N",
        new Ratio(List.of(rounds.of("delete").median() / new Ratio(transactions).median())),
        500);
    Report.atMost(
        "KB of WAL of its transaction, right after a checkpoint", new Ratio(afterCheckpoint), 200);
    Report.atMost("KB of WAL of its transaction, otherwise", new Ratio(later), 200);
  }

  /** One month by a run right after a checkpoint, and the next one by another run. */
  private static double two(
      BenchServer server, int rows, List<Double> afterCheckpoint, List<Double> later) {
    try (Years years = OldMonths.filled(server, 2, rows)) {
      years.clock().set(Years.NOW.atOffset(ZoneOffset.UTC).minusMonths(1).toInstant());
      years.database().execute(WATCH);
      years.database().execute("CHECKPOINT");
      years.maintain();
      afterCheckpoint.add(years.database().count(WRITTEN) / KILO);
      years.database().execute("TRUNCATE bench_mark");
      years.clock().set(Years.NOW);
      years.maintain();
      later.add(years.database().count(WRITTEN) / KILO);
      require(years.database(), 2L * rows);
      return 1;
    }
  }

  private static double one(BenchServer server, int rows, List<Double> transactions) {
    try (Years years = OldMonths.filled(server, 1, rows)) {
      years.database().execute(WATCH);
      years.maintain();
      require(years.database(), rows);
      transactions.add(millis(years, "switch"));
      return millis(years, "archival");
    }
  }

  private static double millis(Years years, String what) {
    return years.database().count(MICROS.formatted(what)) / MICROS_PER_MILLI;
  }

  private static double deleteInsert(BenchServer server, int rows) {
    try (Years years = OldMonths.filled(server, 1, rows)) {
      years.database().execute(ARCHIVE_MONTH.formatted(years.first(), Years.CUTOFF));
      long start = System.nanoTime();
      years.database().execute(DELETE_INSERT.formatted(Years.CUTOFF));
      double millis = (System.nanoTime() - start) / 1e6;
      require(years.database(), rows);
      return millis;
    }
  }

  private static void require(TestDatabase database, long rows) {
    if (database.count(ARCHIVED) != rows) {
      throw new IllegalStateException("not archived as a whole");
    }
  }
}
