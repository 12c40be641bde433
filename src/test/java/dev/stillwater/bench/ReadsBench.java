package dev.stillwater.bench;

/** Single snapshots read over HTTP, beside bare servers, peers and PostgreSQL's own benchmark. */
final class ReadsBench implements Benchmark {

  private static final int MANY_KEYS = 200_000;
  private static final int FEW_KEYS = 10_000;

  private static final String OURS = "Stillwater without cache";
  private static final String AGAIN = "Stillwater without cache, again";
  private static final String WARM = "Stillwater, warm";
  private static final String CONSTANT = "bare, a constant";
  private static final String QUERY = "bare, the same SQL";
  private static final String HOP = "bare, the same SQL over the bus";
  private static final String CHECKS = "bare, the same SQL with checks";
  private static final String EXPRESS = "Express and Prisma";
  private static final String FASTIFY = "Fastify and postgres.js";
  private static final String PGBENCH = "pgbench";
  private static final String PIPELINED = "pgbench, pipelined by 16";

  @Override
  public void run(BenchServer server) throws Exception {
    try (Snapshots snapshots = Snapshots.filled(server);
        Arena arena = new Arena(snapshots)) {
      Markdown.line(Sizes.reads());
      boolean pgbench = Pgbench.installed();
      start(snapshots, arena);
      if (pgbench) {
        arena.add(PGBENCH, new Pgbench(snapshots, 1)::perSecond);
        arena.add(PIPELINED, new Pgbench(snapshots, 16)::perSecond);
      }
      print(arena.run(), pgbench);
      arena.printSubjects();
    }
  }

  private static void start(Snapshots snapshots, Arena arena) throws Exception {
    Subjects subjects = new Subjects(snapshots.database().url());
    Keys many = snapshots.keys(Keys.POINT, MANY_KEYS);
    Keys few = snapshots.keys(Keys.POINT, FEW_KEYS);
    PointCheck check = new PointCheck(snapshots);
    arena.add(subjects.withoutCache(OURS), many, check);
    arena.add(subjects.withoutCache(AGAIN), many, check);
    arena.add(subjects.withCache(WARM), few, check);
    arena.add(subjects.bare(QUERY, "query"), many, check);
    arena.add(subjects.bare(HOP, "hop"), many, check);
    arena.add(subjects.bare(CHECKS, "checks"), many, check);
    String body = body(arena, many);
    arena.add(subjects.bare(CONSTANT, "constant", body), few, (target, sent) -> sent.equals(body));
    if (Peer.given()) {
      arena.add(subjects.peer(EXPRESS, Subjects.EXPRESS), many, check);
      arena.add(subjects.peer(FASTIFY, Subjects.FASTIFY), many, check);
    }
  }

  private static String body(Arena arena, Keys keys) throws Exception {
    Subject query = arena.subject(QUERY);
    query.resume();
    String body = Answers.get(query.port(), keys.targets().findFirst().orElseThrow());
    query.stop();
    return body;
  }

  private static void print(Rounds rounds, boolean pgbench) throws Exception {
    Markdown.ratios("requests per second");
    Markdown.atLeast("point read to the same SQL, bare", rounds.ratio(OURS, QUERY), 0.95);
    Markdown.atLeast("warm read to a constant, bare", rounds.ratio(WARM, CONSTANT), 0.9);
    Markdown.alike("point read to itself (A/A)", rounds.ratio(AGAIN, OURS));
    Markdown.figure("point read to a constant, bare", rounds.ratio(OURS, CONSTANT));
    printPeers(rounds);
    printPgbench(rounds, pgbench);
    Markdown.ratios("CPU per request");
    Markdown.atMost("bare: over the bus to directly", cpu(rounds, HOP, QUERY), 1.03);
    Markdown.figure("the same, the server alone", server(rounds, HOP, QUERY));
    Markdown.atMost("bare: with checks to without", cpu(rounds, CHECKS, QUERY), 1.05);
    Markdown.figure("the same, the server alone", server(rounds, CHECKS, QUERY));
    Markdown.figure("point read to the same SQL, bare", cpu(rounds, OURS, QUERY));
    Markdown.figure("point read to itself (A/A)", cpu(rounds, AGAIN, OURS));
  }

  private static void printPeers(Rounds rounds) throws Exception {
    if (Peer.given()) {
      Markdown.atLeast("point read to " + EXPRESS, rounds.ratio(OURS, EXPRESS), 12);
      Markdown.atLeast("point read to " + FASTIFY, rounds.ratio(OURS, FASTIFY), 2.8);
      Markdown.figure("warm read to " + EXPRESS, rounds.ratio(WARM, EXPRESS));
    } else {
      Markdown.row("peers", "left out: bench.peers is not given", "", "", "");
    }
  }

  private static void printPgbench(Rounds rounds, boolean installed) throws Exception {
    if (installed) {
      Markdown.figure("point read to " + PGBENCH, rounds.ratio(OURS, PGBENCH));
      Markdown.figure("point read to " + PIPELINED, rounds.ratio(OURS, PIPELINED));
    } else {
      Markdown.row("pgbench", "left out: it is not installed", "", "", "");
    }
  }

  private static Ratio cpu(Rounds rounds, String of, String to) {
    return rounds.ratio(Arena.cpu(of), Arena.cpu(to));
  }

  private static Ratio server(Rounds rounds, String of, String to) {
    return rounds.ratio(Arena.server(of), Arena.server(to));
  }
}
