package dev.stillwater.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Whether ten years of months cost more than one, in requests that do not ask for them. */
final class MonthsBench implements Benchmark {

  private static final int HOT = 4;
  private static final int STREAMS = 100;
  private static final double LIMIT = 1.3;
  private static final String ONE_YEAR = " 12";
  private static final String TEN_YEARS = " 120";
  private static final String CPU = " CPU";

  /** Streams with a page of events in five months, and streams with five events in a year. */
  private static final String FILL =
      """
      INSERT INTO stillwater.event_log (stream_id, event_type, payload, occurred_at)
      SELECT 'steady-' || s, 'paid', '{"amount": 12.50, "currency": "EUR"}'::jsonb,
             '%1$s'::timestamptz + m * interval '1 month' + e * interval '32 hours' + s * interval '1 second'
      FROM generate_series(0, %2$d - 1) AS m, generate_series(0, 19) AS e, generate_series(1, %3$d) AS s
      UNION ALL
      SELECT 'few-' || s, 'paid', '{"amount": 12.50, "currency": "EUR"}'::jsonb,
             '%4$s'::timestamptz - e * interval '70 days' + s * interval '1 second'
      FROM generate_series(1, 5) AS e, generate_series(1, %3$d) AS s
      """;

  private static final String STREAM_STATES =
      """
      INSERT INTO stillwater.stream (stream_id, state)
      SELECT 'steady-' || s, '{"balance": 12.50}' FROM generate_series(1, %d) AS s
      """;

  @Override
  public void run(BenchServer server) throws Exception {
    try (Years one = filled(server, 12 - HOT);
        Years ten = filled(server, 120 - HOT);
        Requests ofOne = new Requests(one.service());
        Requests ofTen = new Requests(ten.service())) {
      Rounds rounds = new Rounds();
      requests(one).forEach((name, next) -> add(rounds, name + ONE_YEAR, one, ofOne, next));
      requests(ten).forEach((name, next) -> add(rounds, name + TEN_YEARS, ten, ofTen, next));
      rounds.run(3);
      report(rounds.again().run(Sizes.rounds()), requests(one));
    }
  }

  private static void add(
      Rounds rounds, String name, Years years, Requests requests, Supplier<String> next) {
    rounds.add(
        name,
        () -> {
          long sent = requests.sent();
          double cpu = Cpu.micros(years.database());
          double micros = requests.slice(next, Sizes.slice());
          cpu = Cpu.micros(years.database()) - cpu;
          rounds.note(name + CPU, cpu / (requests.sent() - sent));
          return micros;
        });
  }

  private static void report(Rounds rounds, Map<String, Supplier<String>> requests) {
    Report.head("120 months to 12 months");
    for (String name : requests.keySet()) {
      Report.atMost(name, rounds.ratio(name + TEN_YEARS, name + ONE_YEAR), LIMIT);
      Report.figure(
          "    the same in CPU time", rounds.ratio(name + TEN_YEARS + CPU, name + ONE_YEAR + CPU));
      Report.figure("    12 months, microseconds", rounds.of(name + ONE_YEAR));
    }
  }

  private static Years filled(BenchServer server, int archived) {
    Years years = Years.begin(server, archived);
    years.database().execute(STREAM_STATES.formatted(STREAMS));
    years.database().execute(FILL.formatted(years.first(), archived + HOT - 1, STREAMS, Years.NOW));
    years.archive();
    return years;
  }

  private static Map<String, Supplier<String>> requests(Years years) {
    Instant middle = Years.CUTOFF.minusMonths(years.months() / 2).toInstant();
    String month = Years.NOW.toString().substring(0, 7);
    Map<String, Supplier<String>> requests = new LinkedHashMap<>();
    requests.put("stream", () -> get("streams/steady-", ""));
    requests.put("snapshot", () -> get("snapshots/steady-", "/" + month));
    requests.put("first page", () -> get("streams/steady-", "/events"));
    requests.put("middle page", () -> get("streams/steady-", "/events?to=" + middle));
    requests.put("first page of the archive", () -> get("snapshots/steady-", "/archive"));
    requests.put(
        "middle page of the archive", () -> get("snapshots/steady-", "/archive?to=" + middle));
    requests.put("first page of 10", () -> get("streams/steady-", "/events?limit=10"));
    requests.put("few events", () -> get("streams/few-", "/events"));
    requests.put("few events of the archive", () -> get("snapshots/few-", "/archive"));
    requests.put("insert", MonthsBench::insert);
    return requests;
  }

  private static String get(String before, String after) {
    int stream = ThreadLocalRandom.current().nextInt(STREAMS) + 1;
    return Requests.get("/api/v1/" + before + stream + after);
  }

  private static String insert() {
    Instant time = Years.NOW.minusNanos(1).truncatedTo(ChronoUnit.MICROS);
    return Requests.post(
        "/api/v1/events",
        "{\"streamId\":\"new-%d\",\"eventType\":\"paid\",\"occurredAt\":\"%s\"}"
            .formatted(ThreadLocalRandom.current().nextInt(STREAMS), time));
  }
}
