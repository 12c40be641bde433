package dev.stillwater.maintenance;

import static dev.stillwater.testing.TestService.encode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.ExactJson;
import dev.stillwater.testing.History;
import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Years of events, all the way: written, captured, archived, and read back. */
@ExtendWith(DatabaseExtension.class)
class HistoryIT {

  private static final int PAGE = 7;
  private static final int CALLERS = 8;
  private static final String MONTH = "2026-09";

  // so that the retention divides the history
  private static final String NOW = "2026-09-15T08:00:00.000000Z";
  private static final Instant CUTOFF = Instant.parse("2026-06-15T00:00:00Z");

  private final History history = History.get();
  private final TestDatabase database;
  private TestService service;

  HistoryIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void yearsOfEventsAreWrittenCapturedArchivedAndReadBack() {
    try (TestService started = TestService.start(database, new SettableClock(Instant.parse(NOW)))) {
      service = started;
      int all = history.events().size();
      timed("streams put", () -> inParallel(history.streams(), this::put));
      timed("first load", () -> assertThat(post()).isEqualTo(counts(all, 0)));
      Holdings written = Holdings.of(database);
      assertThat(written.events()).isEqualTo(all);
      timed("second load", () -> assertThat(post()).isEqualTo(counts(0, all)));

      JsonObject run = timed("maintenance", this::maintain);
      assertThat(Holdings.of(database)).isEqualTo(written).extracting("keys").isEqualTo((long) all);
      long hot = database.count("SELECT count(*) FROM stillwater.event_log");
      long archived = database.count("SELECT count(*) FROM stillwater.stream_archive");
      System.out.printf("hot %d, archived %d, run %s%n", hot, archived, run);
      assertThat(hot).isPositive();
      assertThat(run.getLong("eventsArchived")).isEqualTo(archived).isEqualTo(all - hot);
      timed("snapshots read", () -> inParallel(history.streams(), this::hasSnapshot));

      timed("load after archiving", () -> assertThat(post()).isEqualTo(counts(0, all)));
      assertThat(Holdings.of(database)).isEqualTo(written);
      timed("timelines walked", () -> inParallel(timelines(), this::walk));
    }
  }

  private void put(String line) {
    JsonObject stream = new JsonObject(line);
    String path = "/api/v1/streams/" + encode((String) stream.remove("streamId"));
    assertThat(service.put(path, stream.encode()).status()).isEqualTo(201);
  }

  private Object post() {
    Answer answer =
        service.post("/api/v1/events", TestService.NDJSON, String.join("\n", history.events()));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject counts(int accepted, int duplicates) {
    return new JsonObject().put("accepted", accepted).put("duplicates", duplicates);
  }

  private JsonObject maintain() {
    Answer answer = service.maintain();
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().getInteger("snapshotsCreated")).isEqualTo(history.streams().size());
    return answer.json();
  }

  private void hasSnapshot(String line) {
    Map<String, Object> stream = ExactJson.object(line);
    String path = "/api/v1/snapshots/" + encode((String) stream.get("streamId")) + "/" + MONTH;
    Map<String, Object> snapshot = ExactJson.object(service.get(path).body());
    assertThat(snapshot).containsAllEntriesOf(stream).containsEntry("month", MONTH);
  }

  /** The events of each stream as a timeline must show them. */
  private List<List<Written>> timelines() {
    return List.copyOf(
        history.events().stream()
            .map(Written::of)
            .sorted(Written.NEWEST_FIRST)
            .collect(Collectors.groupingBy(Written::streamId))
            .values());
  }

  private void walk(List<Written> expected) {
    assertThat(pages("/api/v1/streams/" + encode(expected.get(0).streamId()) + "/events"))
        .isEqualTo(expected);
  }

  private List<Written> pages(String path) {
    List<Written> found = new ArrayList<>();
    Object next = null;
    do {
      String cursor = next == null ? "" : "&cursor=" + next;
      Map<String, Object> page =
          ExactJson.object(service.get(path + "?limit=" + PAGE + cursor).body());
      List<?> events = (List<?>) page.get("events");
      assertThat(events).hasSizeLessThanOrEqualTo(PAGE);
      events.forEach(event -> found.add(Written.of((Map<?, ?>) event)));
      assertThat(events).allSatisfy(event -> tellsWhereItIs((Map<?, ?>) event));
      next = page.get("next");
    } while (next != null);
    return found;
  }

  private static void tellsWhereItIs(Map<?, ?> event) {
    assertThat(event.get("recordedAt")).asString().matches(".{19}\\.\\d{6}Z");
    boolean old = Written.of(event).occurredAt().isBefore(CUTOFF);
    assertThat(event.get("archivedAt")).isEqualTo(old ? NOW : null);
  }

  /** What a writer said of an event. */
  private record Written(
      Instant occurredAt, UUID eventId, String streamId, Object type, Object payload) {

    // the text of a UUID sorts as PostgreSQL sorts the UUID
    static final Comparator<Written> NEWEST_FIRST =
        Comparator.comparing(Written::occurredAt)
            .thenComparing(event -> event.eventId.toString())
            .reversed();

    static Written of(String line) {
      return of(ExactJson.object(line));
    }

    static Written of(Map<?, ?> event) {
      return new Written(
          OffsetDateTime.parse((String) event.get("occurredAt")).toInstant(),
          UUID.fromString((String) event.get("eventId")),
          (String) event.get("streamId"),
          event.get("eventType"),
          event.get("payload"));
    }
  }

  private <T> void inParallel(List<T> items, Consumer<T> action) {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      CompletableFuture.allOf(
              items.stream()
                  .map(item -> CompletableFuture.runAsync(() -> action.accept(item), callers))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
    } finally {
      callers.shutdownNow();
    }
  }

  private void timed(String step, Runnable action) {
    timed(
        step,
        () -> {
          action.run();
          return null;
        });
  }

  private <T> T timed(String step, Supplier<T> action) {
    long start = System.nanoTime();
    T result = action.get();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        "%s (%d streams, %d events): %s took %d ms%n",
        history.name(), history.streams().size(), history.events().size(), step, took.toMillis());
    return result;
  }
}
