package dev.stillwater.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  private static final long SEED = Long.getLong("stillwater.test.seed", System.nanoTime());

  static List<ZoneId> zones() {
    return new TreeSet<>(ZoneId.getAvailableZoneIds()).stream().map(ZoneId::of).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "UTC,                 2026-02-14T10:00:00Z,    2026-03-01T02:00:00Z",
    "UTC,                 2026-03-01T01:59:59.999Z, 2026-03-01T02:00:00Z",
    "UTC,                 2026-03-01T02:00:00Z,    2026-04-01T02:00:00Z",
    "UTC,                 2026-12-31T23:59:59Z,    2027-01-01T02:00:00Z",
    "UTC,                 2028-02-29T12:00:00Z,    2028-03-01T02:00:00Z",
    // 02:00 is missing
    "Australia/Sydney,    2028-09-30T00:00:00Z,    2028-09-30T16:00:00Z",
    // 02:00 comes twice
    "Australia/Sydney,    2029-03-31T00:00:00Z,    2029-03-31T15:00:00Z",
    "Australia/Sydney,    2029-03-31T15:00:00Z,    2029-04-30T16:00:00Z",
    // 02:00 becomes 02:30; 02:00 becomes 01:30 and comes half an hour later
    "Australia/Lord_Howe, 2028-09-30T00:00:00Z,    2028-09-30T15:30:00Z",
    "Australia/Lord_Howe, 2029-03-31T00:00:00Z,    2029-03-31T15:30:00Z",
    // a clock that leaps over a whole day
    "Pacific/Apia,        2011-12-01T12:00:00Z,    2011-12-31T12:00:00Z",
    "Pacific/Apia,        2011-12-30T09:59:59Z,    2011-12-31T12:00:00Z",
    "Pacific/Apia,        2011-12-31T12:00:00Z,    2012-01-31T12:00:00Z",
    // a gap from the 1st at 00:00 to 08:00
    "Antarctica/Casey,    1968-12-31T00:00:00Z,    1969-01-01T00:00:00Z",
    "Pacific/Kiritimati,  2026-01-31T11:59:59Z,    2026-01-31T12:00:00Z",
    "Pacific/Niue,        2026-02-01T12:59:59Z,    2026-02-01T13:00:00Z",
  })
  void nextIsTheFirstAtTwo(String zone, Instant after, Instant due) {
    assertThat(new Schedule(ZoneId.of(zone)).next(after)).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({
    "UTC,              2026-03-01T01:59:59Z, 2026-02-01T02:00:00Z",
    "UTC,              2026-03-01T02:00:00Z, 2026-03-01T02:00:00Z",
    "UTC,              2026-03-31T23:00:00Z, 2026-03-01T02:00:00Z",
    "Australia/Sydney, 2028-09-30T15:59:59Z, 2028-08-31T16:00:00Z",
    "Australia/Sydney, 2029-03-31T16:00:00Z, 2029-03-31T15:00:00Z",
  })
  void latestIsTheLastOneReached(String zone, Instant at, Instant due) {
    assertThat(new Schedule(ZoneId.of(zone)).latest(at)).isEqualTo(due);
  }

  @ParameterizedTest
  @MethodSource("zones")
  void everyZoneHasOneDueInstantInEachMonth(ZoneId zone) {
    Schedule schedule = new Schedule(zone);
    Instant due = schedule.next(LocalDateTime.of(2019, 12, 15, 0, 0).toInstant(ZoneOffset.UTC));
    for (YearMonth month : months(2020, 2040)) {
      assertThat(YearMonth.from(due.atZone(zone))).isEqualTo(month);
      assertIsTwoOnTheFirst(month, due, zone);
      Instant next = schedule.next(due);
      assertThat(next).isAfter(due);
      due = next;
    }
  }

  @ParameterizedTest
  @MethodSource("zones")
  void nothingIsDueBetweenNeighbours(ZoneId zone) {
    Schedule schedule = new Schedule(zone);
    SplittableRandom random = new SplittableRandom(SEED + zone.getId().hashCode());
    for (int i = 0; i < 200; i++) {
      Instant at = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      Instant next = schedule.next(at);
      Instant latest = schedule.latest(at);
      assertThat(next).as("seed %d, next(%s)", SEED, at).isAfter(at);
      assertThat(latest).as("seed %d, latest(%s)", SEED, at).isBeforeOrEqualTo(at);
      assertThat(schedule.next(latest)).as("seed %d, after %s", SEED, at).isEqualTo(next);
      assertThat(schedule.latest(next)).as("seed %d, at %s", SEED, next).isEqualTo(next);
      assertThat(schedule.latest(next.minusNanos(1))).as("seed %d", SEED).isEqualTo(latest);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // one due instant exactly: not the one it comes after, but the one it comes until
    "UTC, 2026-03-01T02:00:00Z, 2026-04-01T02:00:00Z, 2026-04",
    "UTC, 2026-03-01T01:59:59Z, 2026-04-01T01:59:59Z, 2026-03",
    "UTC, 2026-03-15T00:00:00Z, 2026-03-16T00:00:00Z, ''",
    "UTC, 2026-04-15T00:00:00Z, 2026-03-15T00:00:00Z, ''",
    "UTC, 2025-11-15T00:00:00Z, 2026-02-15T00:00:00Z, 2025-12 2026-01 2026-02",
    // where it is the 1st already, but not in the zone
    "Pacific/Niue, 2026-02-01T12:59:59Z, 2026-02-01T13:00:00Z, 2026-02",
    "Pacific/Kiritimati, 2026-01-31T11:59:59Z, 2026-01-31T12:00:00Z, 2026-02",
    "Pacific/Apia, 2011-11-30T12:00:00Z, 2011-12-31T12:00:00Z, 2011-12 2012-01",
  })
  void monthsDueAreThoseAfterOneInstantAndUntilAnother(
      String zone, Instant after, Instant until, String months) {
    assertThat(new Schedule(ZoneId.of(zone)).monthsDue(after, until))
        .map(YearMonth::toString)
        .isEqualTo(Stream.of(months.split(" ")).filter(month -> !month.isEmpty()).toList());
  }

  @ParameterizedTest
  @MethodSource("zones")
  void monthsDueAreTheDueInstantsOneByOne(ZoneId zone) {
    Schedule schedule = new Schedule(zone);
    SplittableRandom random = new SplittableRandom(SEED + zone.getId().hashCode());
    for (int i = 0; i < 20; i++) {
      Instant after = Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L));
      Instant until = after.plusSeconds(random.nextLong(0, 100_000_000L));
      List<YearMonth> walked =
          Stream.iterate(schedule.next(after), schedule::next)
              .takeWhile(due -> !due.isAfter(until))
              .map(due -> YearMonth.from(due.atZone(zone)))
              .toList();
      assertThat(schedule.monthsDue(after, until))
          .as("seed %d, from %s to %s", SEED, after, until)
          .isEqualTo(walked);
    }
  }

  @Test
  void needsAZone() {
    assertThatNullPointerException().isThrownBy(() -> new Schedule(null));
  }

  private static List<YearMonth> months(int firstYear, int lastYear) {
    return Stream.iterate(YearMonth.of(firstYear, 1), month -> month.plusMonths(1))
        .takeWhile(month -> month.getYear() <= lastYear)
        .toList();
  }

  private static void assertIsTwoOnTheFirst(YearMonth month, Instant due, ZoneId zone) {
    LocalDateTime two = month.atDay(1).atTime(2, 0);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(two);
    if (offsets.isEmpty()) {
      assertThat(LocalDateTime.ofInstant(due, zone)).isAfter(two);
      assertThat(LocalDateTime.ofInstant(due.minusNanos(1), zone)).isBefore(two);
    } else {
      assertThat(offsets.stream().map(two::toInstant).sorted().findFirst()).contains(due);
    }
  }
}
