package dev.stillwater.bench;

/** All snapshots of a stream, beside the same in peers. */
final class ListsBench implements Benchmark {

  private static final int KEYS = 100_000;
  private static final String OURS = "Stillwater";
  private static final String AGAIN = "Stillwater, again";
  private static final String EXPRESS = "Express and Prisma";
  private static final String FASTIFY = "Fastify and postgres.js";

  @Override
  public void run(BenchServer server) throws Exception {
    try (Snapshots snapshots = Snapshots.filled(server);
        Arena arena = new Arena(snapshots)) {
      Markdown.line(Sizes.reads());
      start(snapshots, arena);
      print(arena.run());
      arena.printSubjects();
    }
  }

  private static void start(Snapshots snapshots, Arena arena) throws Exception {
    Subjects subjects = new Subjects(snapshots.database().url());
    Keys keys = snapshots.keys(Keys.LIST, KEYS);
    ListCheck check = new ListCheck(snapshots);
    arena.add(subjects.withoutCache(OURS), keys, check);
    arena.add(subjects.withoutCache(AGAIN), keys, check);
    if (Peer.given()) {
      arena.add(subjects.peer(EXPRESS, Subjects.EXPRESS), keys, check);
      arena.add(subjects.peer(FASTIFY, Subjects.FASTIFY), keys, check);
    }
  }

  private static void print(Rounds rounds) throws Exception {
    Markdown.ratios("lists per second");
    Markdown.alike("list to itself (A/A)", rounds.ratio(AGAIN, OURS));
    if (Peer.given()) {
      Markdown.atLeast("list to " + EXPRESS, rounds.ratio(OURS, EXPRESS), 10);
      Markdown.figure("list to " + FASTIFY, rounds.ratio(OURS, FASTIFY));
    } else {
      Markdown.row("peers", "left out: bench.peers is not given", "", "", "");
    }
  }
}
