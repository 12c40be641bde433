package dev.stillwater.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Whether a deep page of one stream's archive costs more than its first one. */
final class PagesBench implements Benchmark {

  private static final double LIMIT = 1.2;
  private static final int STRIDE = 1000;
  private static final String PATH = "/api/v1/snapshots/deep/archive?limit=";

  private static final String FILL =
      """
      INSERT INTO stillwater.event_log (stream_id, event_type, payload, occurred_at)
      SELECT 'deep', 'paid', '{"amount": 12.50, "currency": "EUR"}',
             '%1$s'::timestamptz + e * (('%2$s'::timestamptz - '%1$s'::timestamptz) / %3$d)
      FROM generate_series(0, %3$d - 1) AS e
      """;

  @Override
  public void run(BenchServer server) throws Exception {
    try (Years few = filled(server, 12);
        Years many = filled(server, 60);
        Requests ofFew = new Requests(few.service());
        Requests ofMany = new Requests(many.service())) {
      Rounds rounds = new Rounds();
      add(rounds, "12", ofFew);
      add(rounds, "60", ofMany);
      rounds.run(3);
      report(rounds.again().run(Sizes.rounds()));
    }
  }

  private static void report(Rounds rounds) {
    Report.head("archive pages");
    String last = "page %d to page 1, %d months";
    Report.atMost(last.formatted(Sizes.pages(), 12), rounds.ratio("last 12", "first 12"), LIMIT);
    Report.atMost(last.formatted(Sizes.pages(), 60), rounds.ratio("last 60", "first 60"), LIMIT);
    Report.atMost("60 months to 12 months, page 1", rounds.ratio("first 60", "first 12"), LIMIT);
    Report.figure("    page 1 of 12 months, microseconds", rounds.of("first 12"));
  }

  private static void add(Rounds rounds, String months, Requests requests) throws IOException {
    String first = Requests.get(PATH + Sizes.limit());
    String last = Requests.get(PATH + Sizes.limit() + "&cursor=" + lastCursor(requests));
    rounds
        .add("first " + months, () -> requests.slice(() -> first, Sizes.slice()))
        .add("last " + months, () -> requests.slice(() -> last, Sizes.slice()));
  }

  /** Walks to the last page in longer steps. */
  private static String lastCursor(Requests requests) throws IOException {
    String cursor = "";
    int left = (Sizes.pages() - 1) * Sizes.limit();
    while (left > 0) {
      int step = Math.min(left, STRIDE);
      String from = cursor.isEmpty() ? "" : "&cursor=" + cursor;
      cursor =
          new JsonObject(requests.send(Requests.get(PATH + step + from)).body()).getString("next");
      left -= step;
    }
    return cursor;
  }

  private static Years filled(BenchServer server, int archived) {
    Years years = Years.begin(server, archived);
    int events = Sizes.pages() * Sizes.limit();
    years.database().execute(FILL.formatted(years.first(), Years.CUTOFF, events));
    years.archive();
    return years;
  }
}
