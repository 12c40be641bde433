package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.json.Timestamps;
import dev.stillwater.stream.RecentFirst.Part;
import dev.stillwater.testing.Seeded;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages read in parts, against the one statement over all time that they stand for. */
class RecentFirstTest {

  private static final Instant NOW = Instant.parse("2026-03-15T12:00:00.123456Z");
  private static final Duration QUARTER = Duration.ofDays(92);

  private final Seeded seeded = Seeded.create();
  private final List<EventQuery> asked = new ArrayList<>();

  @Test
  void everyPageIsWhatOneStatementFinds() {
    for (int i = 0; i < 5_000; i++) {
      List<Event> events = randomEvents();
      EventQuery query = randomQuery(events);
      assertThat(read(events, query)).as(query.toString()).isEqualTo(find(events, query));
    }
  }

  @Test
  void everyPageThatIsPartlyFoundIsCompleted() {
    for (int i = 0; i < 5_000; i++) {
      List<Event> events = randomEvents();
      EventQuery query = randomQuery(events);
      EventQuery recent = query.since(randomTime());
      Part part = new Part(find(events, recent), recent.from());
      assertThat(recentFirst(events, NOW).complete(query, part).result())
          .as(query + " since " + recent.from())
          .isEqualTo(find(events, query));
    }
  }

  @Test
  void aWholePageWithinTheQuarterAsksForNothingOlder() {
    read(List.of(event(NOW), event(back(1)), event(back(1))), all(2));
    assertThat(asked).extracting(EventQuery::from).containsExactly(back(1));
  }

  @Test
  void whatThePageLacksIsSoughtAsFarBackAsItTakesAndThenEverywhere() {
    read(List.of(event(NOW), event(back(1))), all(3));
    assertThat(asked)
        .containsExactly(
            all(3).since(back(1)),
            all(1).before(back(1), 1).since(back(3)),
            all(1).before(back(3), 1));
  }

  @Test
  void whetherAPageIsTheLastIsAskedForAtOnce() {
    read(List.of(event(NOW), event(back(1))), all(2));
    assertThat(asked).containsExactly(all(2).since(back(1)), all(0).before(back(1), 0));
  }

  @Test
  void whereNothingIsFoundTheRestIsAskedForAtOnce() {
    read(List.of(event(back(9))), all(2));
    assertThat(asked).containsExactly(all(2).since(back(1)), all(2).before(back(1), 2));
  }

  @Test
  void aRangeWithinTheQuarterIsAskedForAsItIs() {
    EventQuery query = all(2).since(back(1));
    assertThat(read(List.of(), query)).isEmpty();
    assertThat(asked).containsExactly(query);
  }

  @Test
  void theQuarterIsCountedFromThePlace() {
    read(List.of(), all(2).before(back(1), 2));
    assertThat(asked.get(0).from()).isEqualTo(back(2));
  }

  @Test
  void aClockOfNanosecondsAsksInMicroseconds() {
    assertThat(recentFirst(List.of(), NOW.plusNanos(789)).read(all(2)).result()).isEmpty();
    assertThat(asked).last().isEqualTo(all(2).before(back(1), 2));
  }

  private static Instant back(int quarters) {
    return NOW.minus(QUARTER.multipliedBy(quarters));
  }

  private List<Event> read(List<Event> events, EventQuery query) {
    return recentFirst(events, NOW).read(query).result();
  }

  private RecentFirst recentFirst(List<Event> events, Instant newest) {
    return new RecentFirst(
        query -> {
          asked.add(query);
          return Future.succeededFuture(find(events, query));
        },
        newest);
  }

  private static List<Event> find(List<Event> sorted, EventQuery query) {
    return sorted.stream()
        .filter(event -> event.cursor().compareTo(query.below()) < 0)
        .filter(event -> !event.occurredAt().isBefore(query.from()))
        .filter(event -> query.type().map(event.eventType()::equals).orElse(true))
        .limit(query.limit() + 1L)
        .toList();
  }

  private EventQuery all(int limit) {
    return new EventQuery("account", EventCursor.LAST, Timestamps.YEAR_1, Optional.empty(), limit);
  }

  private EventQuery randomQuery(List<Event> events) {
    EventCursor below =
        switch (seeded.ints(0, 2)) {
          case 0 -> EventCursor.LAST;
          case 1 -> EventCursor.before(randomTime());
          default -> events.isEmpty() ? EventCursor.LAST : seeded.pick(events).cursor();
        };
    return new EventQuery(
        "account",
        below,
        seeded.oneIn(2) ? Timestamps.YEAR_1 : randomTime(),
        seeded.oneIn(3) ? Optional.of("paid") : Optional.empty(),
        seeded.ints(1, 5));
  }

  private List<Event> randomEvents() {
    return sorted(Stream.generate(() -> event(randomTime())).limit(seeded.ints(0, 12)).toList());
  }

  /** Around the places where a part may begin, or anywhere. */
  private Instant randomTime() {
    return switch (seeded.ints(0, 9)) {
      case 0 -> seeded.instant(Timestamps.YEAR_1, Timestamps.YEAR_10000);
      case 1 -> Timestamps.YEAR_1;
      default -> back(seeded.ints(-1, 5)).plus(seeded.ints(-1, 1), ChronoUnit.MICROS);
    };
  }

  private Event event(Instant occurredAt) {
    UUID id = seeded.uuid();
    String type = seeded.pick("paid", "sent");
    return new Event(id, "account", type, "{}", occurredAt, occurredAt, Optional.empty());
  }

  private static List<Event> sorted(List<Event> events) {
    return events.stream().sorted(Comparator.comparing(Event::cursor).reversed()).toList();
  }
}
