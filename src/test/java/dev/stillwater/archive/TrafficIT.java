package dev.stillwater.archive;

import static dev.stillwater.testing.TestService.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.archive.Acknowledged.Written;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Months change tables, there and back again, under writers and readers who never notice. */
@ExtendWith(DatabaseExtension.class)
class TrafficIT {

  private static final Instant BIRTH = Instant.parse("2026-08-01T02:00:00Z");
  private static final Instant NOW = Instant.parse("2027-01-01T02:00:00Z");
  private static final Instant OLDEST = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant CUTOFF = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant NEWEST = Instant.parse("2027-04-30T00:00:00Z");
  private static final List<String> MONTHS = List.of("2026-03", "2026-06", "2026-08", "2026-09");
  private static final int SWITCHES = 120;
  private static final int STREAMS = 15;
  private static final int MOST = 6_000;
  private static final String WRITE =
      """
      INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at)
      VALUES (?, ?, 'written', ?::jsonb, ?::timestamptz) ON CONFLICT DO NOTHING
      """;

  private static final String COUNT =
      """
      SELECT (SELECT count(*) FROM stillwater.event_log) + (SELECT count(*) FROM stillwater.stream_archive)
      """;

  private final Seeded random = Seeded.create();
  private final Acknowledged acknowledged = new Acknowledged();
  private final TestDatabase database;
  private TestService service;

  TrafficIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void nobodyNotices() throws Exception {
    TestService.start(database, new SettableClock(BIRTH)).close();
    service = TestService.start(database, new SettableClock(NOW), "archive.batch-size=50");
    try {
      post(IntStream.range(0, 3_000).mapToObj(n -> fresh(random, OLDEST, NEWEST)).toList());
      maintain();
      whileOthers(this::switches);
      maintain();
      Holdings held = Holdings.of(database);
      assertThat(held.events()).isEqualTo(acknowledged.size()).isEqualTo(held.keys());
      for (int stream = 0; stream < STREAMS; stream++) {
        assertThat(Set.copyOf(walk("s" + stream, 1000))).isEqualTo(acknowledged.of("s" + stream));
      }
    } finally {
      service.close();
    }
  }

  private void switches() {
    while (changes() < SWITCHES) {
      for (String month : random.shuffled(MONTHS)) {
        expect(200, service.post(restorePath(month), TestService.JSON, ""));
        if (random.oneIn(6)) {
          maintain();
        }
      }
      random.shuffled(MONTHS).subList(0, random.ints(1, MONTHS.size())).forEach(this::release);
      maintain();
    }
    MONTHS.forEach(this::release);
  }

  private long changes() {
    return database.count(
        "SELECT count(*) FILTER (WHERE events_restored > 0) + sum(months_archived) FROM stillwater.maintenance_run");
  }

  private void release(String month) {
    expect(
        204,
        service.send(
            service.request(restorePath(month)).method("DELETE", BodyPublishers.noBody())));
  }

  private static String restorePath(String month) {
    return "/api/v1/archive/" + month + "/restore";
  }

  private void maintain() {
    expect(200, service.maintain());
  }

  private static Answer expect(int status, Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  private void whileOthers(Runnable work) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean done = new AtomicBoolean();
    try {
      List<Future<Integer>> others =
          Stream.of(
                  (Step) this::apiWriter,
                  this::apiWriter,
                  this::sqlWriter,
                  this::sqlWriter,
                  this::reader,
                  this::reader,
                  this::reader,
                  this::reader,
                  r -> watch())
              .map(step -> threads.submit(repeated(step, random.split(), done)))
              .toList();
      try {
        work.run();
      } finally {
        done.set(true);
        List<Integer> rounds = new ArrayList<>();
        for (Future<Integer> other : others) {
          rounds.add(other.get(60, TimeUnit.SECONDS));
        }
        System.out.printf(
            "%d months changed tables; rounds of writers, readers and watcher: %s; %d events%n",
            changes(), rounds, acknowledged.size());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private interface Step {
    void go(Seeded random) throws SQLException;
  }

  private static Callable<Integer> repeated(Step step, Seeded random, AtomicBoolean done) {
    return () -> {
      int rounds = 0;
      do {
        step.go(random);
        rounds++;
      } while (!done.get());
      return rounds;
    };
  }

  private static Written fresh(Seeded random, Instant from, Instant to) {
    return new Written("s" + random.ints(0, STREAMS - 1), random.instant(from, to), random.uuid());
  }

  /** Late, current and future events, and some that are held already. */
  private List<Written> some(Seeded random) {
    return IntStream.range(0, random.ints(1, 8)).mapToObj(n -> one(random)).toList();
  }

  private Written one(Seeded random) {
    if (acknowledged.size() > MOST || random.oneIn(4)) {
      return acknowledged.any(random);
    }
    return random.oneIn(2) ? fresh(random, OLDEST, CUTOFF) : fresh(random, CUTOFF, NEWEST);
  }

  private void apiWriter(Seeded random) {
    post(some(random));
  }

  private void post(List<Written> events) {
    String body = events.stream().map(Written::json).collect(Collectors.joining("\n"));
    expect(200, service.post("/api/v1/events", TestService.NDJSON, body));
    acknowledged.addAll(events);
  }

  private void sqlWriter(Seeded random) throws SQLException {
    List<Written> events = some(random).stream().sorted().toList();
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(WRITE)) {
      for (Written event : events) {
        insert.setObject(1, event.eventId());
        insert.setString(2, event.streamId());
        insert.setString(3, event.payload());
        insert.setString(4, event.occurredAt().toString());
        insert.execute();
      }
    }
    acknowledged.addAll(events);
  }

  private void reader(Seeded random) {
    String stream = "s" + random.ints(0, STREAMS - 1);
    Set<Written> before = acknowledged.of(stream);
    Acknowledged.check(before, walk(stream, random.ints(40, 400)));
  }

  private List<Written> walk(String stream, int limit) {
    List<Written> found = new ArrayList<>();
    String cursor = "";
    do {
      String path = "/api/v1/streams/" + encode(stream) + "/events?limit=" + limit + cursor;
      Answer page = expect(200, service.get(path));
      page.list("events").forEach(shown -> found.add(Written.of(shown)));
      String next = page.json().getString("next");
      cursor = next == null ? null : "&cursor=" + next;
    } while (cursor != null);
    return found;
  }

  // one statement, and a short one: it holds what the switches need
  private void watch() {
    int before = acknowledged.size();
    assertThat(database.count(COUNT)).isGreaterThanOrEqualTo(before);
  }
}
