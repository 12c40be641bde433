package dev.stillwater.bench;

import dev.stillwater.testing.TestDatabase;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** How fast all streams are captured, beside the bare statement and beside a peer. */
final class SnapshotBench implements Benchmark {

  private static final String FILL =
      """
      INSERT INTO stillwater.stream (stream_id, state)
      SELECT 'stream-' || s, jsonb_build_object('balance', s / 100.0, 'currency', 'EUR', 'payments', s %% 1000)
      FROM generate_series(1, %d) AS s
      """;

  private static final String BARE =
      """
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at, run_id)
      SELECT stream_id, '%s'::date, status, state::text::json, now(), NULL FROM stillwater.stream
      """;

  @Override
  public void run(BenchServer server) throws Exception {
    Report.head("capture of " + Sizes.streams() + " streams, rows per second");
    List<Double> service = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    measure(server, service, bare);
    Report.atLeast("the service to INSERT … SELECT", Ratio.paired(service, bare), 0.9);
    Report.figure("    the service", new Ratio(service));
    if (Peer.given()) {
      List<Double> peer = peer(server);
      Report.atLeast("the service to Express and Prisma", Ratio.paired(service, peer), 80);
      Report.figure("    Express and Prisma, " + Sizes.peerStreams() + " streams", new Ratio(peer));
    }
  }

  // by turns first: each finds a larger table than the one before it
  private static void measure(BenchServer server, List<Double> service, List<Double> bare) {
    try (Years years = filled(server, Sizes.streams())) {
      OffsetDateTime month = Years.NOW.atOffset(ZoneOffset.UTC);
      capture(years, month); // warms up
      for (int round = 0; round < Sizes.repeats(); round++) {
        OffsetDateTime first = month.plusMonths(2L * round + 1);
        OffsetDateTime second = first.plusMonths(1);
        if (round % 2 == 0) {
          service.add(capture(years, first));
          bare.add(insert(years.database(), second));
        } else {
          bare.add(insert(years.database(), first));
          service.add(capture(years, second));
        }
      }
    }
  }

  private static double capture(Years years, OffsetDateTime month) {
    years.database().execute("CHECKPOINT");
    years.clock().set(month.toInstant());
    years.maintain();
    return Sizes.streams() / years.lastRunMillis() * 1e3;
  }

  private static double insert(TestDatabase database, OffsetDateTime month) {
    database.execute("CHECKPOINT");
    long start = System.nanoTime();
    database.execute(BARE.formatted(month.withDayOfMonth(1).toLocalDate()));
    return Sizes.streams() / ((System.nanoTime() - start) / 1e9);
  }

  private static List<Double> peer(BenchServer server) throws Exception {
    List<Double> perSecond = new ArrayList<>();
    for (int round = 0; round < Sizes.repeats(); round++) {
      try (Years years = filled(server, Sizes.peerStreams())) {
        perSecond.add(Peer.capturedPerSecond(years.database()));
      }
    }
    return perSecond;
  }

  private static Years filled(BenchServer server, int streams) {
    Years years = Years.begin(server, 0);
    years.database().execute(FILL.formatted(streams));
    years.database().execute("VACUUM (ANALYZE)");
    return years;
  }
}
