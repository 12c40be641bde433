package dev.stillwater.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How long the packaged service takes from the start of its process to its first right answer, with
 * and without the cache that a rehearsal makes.
 */
final class StartBench implements Benchmark {

  private static final String WITH = "with the AOT cache";
  private static final String WITHOUT = "without";
  private static final String MILLIS = "milliseconds";

  @Override
  public void run(BenchServer server) throws Exception {
    Optional<Packaged> packaged = Packaged.find();
    if (packaged.isEmpty()) {
      Markdown.line(Packaged.MISSING);
      return;
    }
    String cache = packaged.get().rehearse();
    try (Snapshots snapshots = Snapshots.filled(server)) {
      Rounds rounds =
          new Rounds()
              .add(WITH, () -> start(packaged.get(), snapshots, cache))
              .add(WITHOUT, () -> start(packaged.get(), snapshots))
              .run(1)
              .again()
              .run(Sizes.rounds());
      print(rounds);
    }
  }

  private static double start(Packaged packaged, Snapshots snapshots, String... flags)
      throws Exception {
    String target = "/api/v1/snapshots/stream-1/" + snapshots.first();
    long start = System.nanoTime();
    try (Subject subject = packaged.start(snapshots, flags)) {
      subject.server().await(subject.port());
      String body = Answers.get(subject.port(), target);
      long end = System.nanoTime();
      if (!new PointCheck(snapshots).test(target, body)) {
        throw new IllegalStateException(body);
      }
      subject.server().kill();
      return (end - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
  }

  private static void print(Rounds rounds) throws IOException {
    Markdown.ratios("time to the first answer");
    Markdown.atMost(WITH + " to " + WITHOUT, rounds.ratio(WITH, WITHOUT), 0.6);
    Markdown.head("", MILLIS);
    Markdown.row(WITH, rounds.of(WITH).median());
    Markdown.row(WITHOUT, rounds.of(WITHOUT).median());
  }
}
