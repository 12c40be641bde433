package dev.stillwater.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * How long single snapshots take at fixed rates, which are shares of what the slowest server can do
 * at its peak: the same for all.
 */
final class LatencyBench implements Benchmark {

  private static final int KEYS = 200_000;
  private static final double HALF = 0.5;
  private static final List<Double> SHARES = List.of(0.25, HALF, 0.75);
  private static final String OURS = "Stillwater without cache";
  private static final String CONSTANT = "bare, a constant";
  private static final String EXPRESS = "Express and Prisma";
  private static final String FASTIFY = "Fastify and postgres.js";

  private final Map<String, List<Long>> times = new HashMap<>();
  private final Rounds p99 = new Rounds();

  @Override
  public void run(BenchServer server) throws Exception {
    try (Snapshots snapshots = Snapshots.filled(server);
        Arena arena = new Arena(snapshots)) {
      Markdown.line(Sizes.reads());
      Keys keys = snapshots.keys(Keys.POINT, KEYS);
      start(snapshots, arena, keys);
      double peak = slowest(arena.run(), arena);
      arena.subjects().values().forEach(subject -> add(arena.load(), subject, keys, peak));
      p99.run(Sizes.rounds());
      print(arena, peak);
    }
  }

  private static void start(Snapshots snapshots, Arena arena, Keys keys) throws Exception {
    Subjects subjects = new Subjects(snapshots.database().url());
    PointCheck check = new PointCheck(snapshots);
    arena.add(subjects.withoutCache(OURS), keys, check);
    arena.add(subjects.bare(CONSTANT, "constant", "{}"), keys, (target, body) -> true);
    if (Peer.given()) {
      arena.add(subjects.peer(EXPRESS, Subjects.EXPRESS), keys, check);
      arena.add(subjects.peer(FASTIFY, Subjects.FASTIFY), keys, check);
    }
  }

  private static double slowest(Rounds peaks, Arena arena) {
    return arena.subjects().keySet().stream()
        .mapToDouble(name -> peaks.of(name).median())
        .min()
        .orElseThrow();
  }

  private void add(Load load, Subject subject, Keys keys, double peak) {
    SHARES.forEach(
        share -> p99.add(at(subject.name(), share), steady(load, subject, keys, share, peak)));
  }

  private Callable<Double> steady(
      Load load, Subject subject, Keys keys, double share, double peak) {
    return () -> {
      subject.resume();
      List<Long> nanos = load.steady(subject, keys, Sizes.readSliceMillis(), share * peak);
      subject.stop();
      times.computeIfAbsent(at(subject.name(), share), name -> new ArrayList<>()).addAll(nanos);
      return new Percentiles(nanos).at(0.99);
    };
  }

  private static String at(String name, double share) {
    return name + " at " + share;
  }

  private void print(Arena arena, double peak) throws Exception {
    Markdown.head("milliseconds", "requests/s", "p50", "p99", "p99.9");
    for (double share : SHARES) {
      for (String name : arena.subjects().keySet()) {
        Percentiles all = new Percentiles(times.get(at(name, share)));
        Markdown.row(name, share * peak, all.at(0.5), all.at(0.99), all.at(0.999));
      }
    }
    printRatios();
  }

  private void printRatios() throws Exception {
    Markdown.ratios("p99 at half of the slowest one's peak");
    if (Peer.given()) {
      Markdown.atMost("Stillwater to the best peer", p99.ratio(at(OURS, HALF), bestPeer()), 0.4);
    } else {
      Markdown.row("peers", "left out: bench.peers is not given", "", "", "");
    }
  }

  private String bestPeer() {
    String express = at(EXPRESS, HALF);
    String fastify = at(FASTIFY, HALF);
    return p99.of(express).median() < p99.of(fastify).median() ? express : fastify;
  }
}
