package dev.stillwater.archive;

import static dev.stillwater.testing.TestService.encode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.Seeded;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** While events are moved, others read them and write them again. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ConcurrencyIT {

  private static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");
  private static final Instant OLDEST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int STREAMS = 12;
  private static final int EVENTS = 4_000;
  private static final String BATCH = "archive.batch-size=50";
  private static final String WRITE =
      """
      INSERT INTO stillwater.event_log (event_id, stream_id, event_type, payload, occurred_at)
      VALUES (?, ?, 'again', '{"by": "sql"}', ?::timestamptz) ON CONFLICT DO NOTHING
      """;

  private static final String FEBRUARY_2020 =
      """
      SELECT count(*) FROM stillwater.partitions('stillwater.stream_archive')
      WHERE name = 'stream_archive_2020_02'
      """;

  private final Seeded random = Seeded.create();
  private final List<Event> events =
      IntStream.range(0, EVENTS).mapToObj(n -> Event.random(random)).toList();
  private final Map<String, List<UUID>> timelines = timelines(events);
  private final TestDatabase database;
  private final TestService service;

  ConcurrencyIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, new SettableClock(NOW), BATCH);
  }

  @AfterAll
  void close() {
    service.close();
  }

  private record Event(String streamId, Instant occurredAt, UUID eventId) {

    static Event random(Seeded random) {
      String stream = "s" + random.ints(1, STREAMS);
      return new Event(stream, random.instant(OLDEST, NOW), random.uuid());
    }

    String json(String by) {
      return new JsonObject()
          .put("streamId", streamId)
          .put("eventId", eventId.toString())
          .put("eventType", by.equals("first") ? "first" : "again")
          .put("occurredAt", occurredAt.toString())
          .put("payload", new JsonObject().put("by", by))
          .encode();
    }
  }

  private static Map<String, List<UUID>> timelines(List<Event> events) {
    Comparator<Event> oldestFirst =
        Comparator.comparing(Event::occurredAt).thenComparing(event -> event.eventId.toString());
    return events.stream()
        .sorted(oldestFirst.reversed())
        .collect(
            Collectors.groupingBy(
                Event::streamId, Collectors.mapping(Event::eventId, Collectors.toList())));
  }

  @Test
  void readersAndWritersNeverNoticeThatEventsAreMoved() throws Exception {
    assertThat(post(events, "first")).isEqualTo(EVENTS);
    Holdings first = Holdings.of(database);
    assertThat(post(events, "api")).isZero();
    writeBySql(events, Connection.TRANSACTION_READ_COMMITTED);

    Answer run = whileOthers(service::maintain, first);

    assertThat(run.status()).as(run.body()).isEqualTo(200);
    long archived = database.count("SELECT count(*) FROM stillwater.stream_archive");
    assertThat(run.json().getLong("eventsArchived")).isEqualTo(archived).isGreaterThan(EVENTS / 2);
    assertThat(post(events, "api")).isZero();
    writeBySql(events, Connection.TRANSACTION_READ_COMMITTED);
    assertThat(Holdings.of(database)).isEqualTo(first);
    assertThat(database.count("SELECT count(*) FROM stillwater.stream_archive"))
        .isEqualTo(archived);
  }

  @Test
  void aTransactionOlderThanAMonthOfTheArchiveIsWaitedFor() throws Exception {
    Event known = new Event("old", Instant.parse("2020-01-10T00:00:00Z"), random.uuid());
    Event next = new Event("old", Instant.parse("2020-02-10T00:00:00Z"), random.uuid());
    post(List.of(known), "first");
    assertThat(service.maintain().status()).isEqualTo(200);
    post(List.of(next), "first");
    Holdings held = Holdings.of(database);
    CompletableFuture<Answer> run;
    try (Connection connection = database.connect();
        PreparedStatement insert = connection.prepareStatement(WRITE)) {
      connection.setAutoCommit(false);
      // planned for good before the month is there
      for (int i = 0; i < 10; i++) {
        write(insert, known);
      }
      run = CompletableFuture.supplyAsync(service::maintain);
      await().until(() -> database.count(FEBRUARY_2020) == 1);
      await().during(Duration.ofMillis(300)).until(() -> archived(next) == 0);
      write(insert, next);
      connection.commit();
    }
    assertThat(run.join().status()).isEqualTo(200);
    assertThat(archived(next)).isEqualTo(1);
    assertThat(Holdings.of(database)).isEqualTo(held);
  }

  private long archived(Event event) {
    return database.count(
        "SELECT count(*) FROM stillwater.stream_archive WHERE event_id = '%s'"
            .formatted(event.eventId()));
  }

  /** Does work while readers, writers and a watcher go on, each at least once. */
  private <T> T whileOthers(Callable<T> work, Holdings held) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean done = new AtomicBoolean();
    try {
      List<Future<Integer>> others =
          Stream.of(
                  (Step) this::readerStep,
                  this::readerStep,
                  this::apiWriterStep,
                  this::sqlWriterStep,
                  this::sqlWriterStep,
                  r -> assertThat(Holdings.of(database)).isEqualTo(held))
              .map(step -> threads.submit(repeated(step, random.split(), done)))
              .toList();
      try {
        return work.call();
      } finally {
        done.set(true);
        List<Integer> rounds = new ArrayList<>();
        for (Future<Integer> other : others) {
          rounds.add(other.get(30, TimeUnit.SECONDS));
        }
        System.out.println("rounds of readers, writers and watcher: " + rounds);
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

  private void readerStep(Seeded random) {
    String stream = random.pick(List.copyOf(timelines.keySet()));
    assertThat(walk(stream, random.ints(40, 200))).isEqualTo(timelines.get(stream));
  }

  private List<UUID> walk(String stream, int limit) {
    List<UUID> found = new ArrayList<>();
    String cursor = "";
    do {
      String path = "/api/v1/streams/" + encode(stream) + "/events?limit=" + limit + cursor;
      Answer page = service.get(path);
      page.list("events").forEach(e -> found.add(UUID.fromString(e.getString("eventId"))));
      String next = page.json().getString("next");
      cursor = next == null ? null : "&cursor=" + next;
    } while (cursor != null);
    return found;
  }

  private void apiWriterStep(Seeded random) {
    assertThat(post(some(random, 200), "api")).isZero();
  }

  private int post(List<Event> given, String by) {
    String body = given.stream().map(event -> event.json(by)).collect(Collectors.joining("\n"));
    Answer answer = service.post("/api/v1/events", TestService.NDJSON, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().getInteger("accepted");
  }

  private void sqlWriterStep(Seeded random) throws SQLException {
    writeBySql(
        some(random, 40),
        random.pick(
            Connection.TRANSACTION_READ_COMMITTED,
            Connection.TRANSACTION_REPEATABLE_READ,
            Connection.TRANSACTION_SERIALIZABLE));
  }

  private List<Event> some(Seeded random, int most) {
    int from = random.ints(0, EVENTS - most);
    return events.subList(from, from + random.ints(1, most));
  }

  /** In one transaction, in any order; again where it lost a race, as any such writer has to. */
  private void writeBySql(List<Event> given, int isolation) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setTransactionIsolation(isolation);
      connection.setAutoCommit(false);
      while (!written(connection, given)) {
        connection.rollback();
      }
    }
  }

  private static boolean written(Connection connection, List<Event> given) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
      for (Event event : given) {
        set(insert, event);
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
      return true;
    } catch (SQLException e) {
      if (e.getSQLState().startsWith("40")) {
        return false;
      }
      throw e;
    }
  }

  private static void write(PreparedStatement insert, Event event) throws SQLException {
    set(insert, event);
    insert.execute();
  }

  private static void set(PreparedStatement insert, Event event) throws SQLException {
    insert.setObject(1, event.eventId());
    insert.setString(2, event.streamId());
    insert.setString(3, event.occurredAt().toString());
  }
}
