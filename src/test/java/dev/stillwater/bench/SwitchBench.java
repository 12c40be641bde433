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

  private static final double KILO = 1024;

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

  private static final String ARCHIVED = "SELECT count(*) FROM stillwater.stream_archive";

  @Override
  public void run(BenchServer server) throws Exception {
    List<Double> afterCheckpoint = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    int rows = Sizes.rows();
    Rounds rounds =
        new Rounds()
            .add("N", () -> two(server, rows, afterCheckpoint, later))
            .add("10 N", () -> one(server, 10 * rows))
            .add("delete", () -> deleteInsert(server, rows))
            .run(Sizes.repeats());
    Report.head("archive a month, N = " + rows);
    Report.figure("    N events, milliseconds of the whole run", rounds.of("N"));
    Report.atMost("time of 10 N to time of N", rounds.ratio("10 N", "N"), 1.5);
    Report.atLeast("DELETE and INSERT to the service, N", rounds.ratio("delete", "N"), 500);
    Report.atMost("KB of WAL, right after a checkpoint", new Ratio(afterCheckpoint), 200);
    Report.atMost("KB of WAL, otherwise", new Ratio(later), 200);
  }

  /** One month by a run right after a checkpoint, and the next one by another run. */
  private static double two(
      BenchServer server, int rows, List<Double> afterCheckpoint, List<Double> later) {
    try (Years years = OldMonths.filled(server, 2, rows)) {
      years.clock().set(Years.NOW.atOffset(ZoneOffset.UTC).minusMonths(1).toInstant());
      afterCheckpoint.add(kilobytes(years));
      double millis = years.lastRunMillis();
      years.clock().set(Years.NOW);
      later.add(kilobytes(years));
      require(years.database(), 2L * rows);
      return millis;
    }
  }

  private static double one(BenchServer server, int rows) {
    try (Years years = OldMonths.filled(server, 1, rows)) {
      years.maintain();
      require(years.database(), rows);
      return years.lastRunMillis();
    }
  }

  private static double kilobytes(Years years) {
    long before = written(years.database());
    years.maintain();
    return (written(years.database()) - before) / KILO;
  }

  private static long written(TestDatabase database) {
    return database.count("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
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
