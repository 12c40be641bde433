package dev.stillwater.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long others wait while a run wants a month that a reader holds for some seconds, and how soon
 * the run has it afterwards.
 */
final class ReadersBench implements Benchmark {

  private static final int HELD_SECONDS = 5;
  private static final int LIMIT_MILLIS = 250;
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final String READ = Requests.get("/api/v1/streams/stream-1/events");
  private static final String WRITE =
      Requests.post("/api/v1/events", "{\"streamId\":\"stream-1\",\"eventType\":\"paid\"}");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Double> reads = new ArrayList<>();
  private final List<Double> writes = new ArrayList<>();
  private final List<Double> quietReads = new ArrayList<>();
  private final List<Double> quietWrites = new ArrayList<>();

  @Override
  public void run(BenchServer server) throws Exception {
    Rounds rounds =
        new Rounds()
            .add("run", () -> measure(server, true, reads, writes))
            .add("none", () -> measure(server, false, quietReads, quietWrites))
            .run(Sizes.repeats());
    threads.shutdown();
    Report.head("longest wait beside a reader of " + HELD_SECONDS + " s, milliseconds");
    Report.atMost("reader, a run wants the month", new Ratio(reads), LIMIT_MILLIS);
    Report.figure("    reader, no run", new Ratio(quietReads));
    Report.atMost("writer, a run wants the month", new Ratio(writes), LIMIT_MILLIS);
    Report.figure("    writer, no run", new Ratio(quietWrites));
    Report.figure("end of the run after the reader's end", rounds.of("run"));
  }

  private double measure(
      BenchServer server, boolean withRun, List<Double> longestRead, List<Double> longestWrite)
      throws Exception {
    try (Years years = OldMonths.filled(server, 1, Math.max(1, Sizes.rows() / 10));
        Requests reader = new Requests(years.service());
        Requests writer = new Requests(years.service());
        Connection holder = years.database().connect()) {
      reader.slice(() -> READ, WARM_UP);
      writer.slice(() -> WRITE, WARM_UP);
      AtomicBoolean going = new AtomicBoolean(true);
      Future<Double> read = threads.submit(() -> longest(reader, READ, going));
      Future<Double> write = threads.submit(() -> longest(writer, WRITE, going));
      hold(holder);
      Future<Long> run = withRun ? threads.submit(() -> maintain(years)) : null;
      TimeUnit.SECONDS.sleep(HELD_SECONDS);
      holder.rollback();
      long released = System.nanoTime();
      double after = withRun ? (run.get() - released) / 1e6 : 0;
      going.set(false);
      longestRead.add(read.get());
      longestWrite.add(write.get());
      return after;
    }
  }

  private static void hold(Connection holder) throws SQLException {
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("SELECT count(*) FROM stillwater.event_log");
    }
  }

  private static long maintain(Years years) {
    years.maintain();
    return System.nanoTime();
  }

  private static double longest(Requests requests, String request, AtomicBoolean going)
      throws Exception {
    double longest = 0;
    while (going.get()) {
      longest = Math.max(longest, requests.slice(() -> request, Duration.ZERO) / 1e3);
    }
    return longest;
  }
}
