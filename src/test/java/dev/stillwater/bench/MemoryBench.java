package dev.stillwater.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the packaged service keeps resident after a million reads, most of which it does not have
 * cached.
 */
final class MemoryBench implements Benchmark {

  private static final int REQUESTS = 1_000_000;
  private static final int KEYS = 200_000;
  private static final int LIMIT_MB = 200;
  private static final double KIB_IN_MB = 1.024e-3;
  private static final long SLICE_MILLIS = 5000;

  @Override
  public void run(BenchServer server) throws Exception {
    Optional<Packaged> packaged = Packaged.find();
    if (packaged.isEmpty()) {
      Markdown.line(Packaged.MISSING);
      return;
    }
    String cache = packaged.get().rehearse();
    try (Snapshots snapshots = Snapshots.filled(server);
        CpuTime cpu = new CpuTime(snapshots.database());
        Load load = Load.start();
        Subject subject = packaged.get().start(snapshots, cache)) {
      subject.server().await(subject.port());
      Keys keys = snapshots.keys(Keys.POINT, KEYS);
      Answers.check(subject, keys, new PointCheck(snapshots));
      long answers = 0;
      while (answers < REQUESTS) {
        answers += load.peak(subject, keys, SLICE_MILLIS, cpu).answers();
      }
      print(subject, answers);
    }
  }

  private static void print(Subject subject, long answers) throws IOException {
    String pid = subject.server().pids().get(0);
    double now = megabytes(pid, "VmRSS:");
    Markdown.head("after " + answers + " requests", "MB", "must hold", "held");
    Markdown.row("resident", now, "< " + LIMIT_MB, now < LIMIT_MB ? "yes" : "NO");
    Markdown.row("resident at most", megabytes(pid, "VmHWM:"), "", "");
  }

  private static double megabytes(String pid, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIB_IN_MB)
        .findFirst()
        .orElseThrow();
  }
}
