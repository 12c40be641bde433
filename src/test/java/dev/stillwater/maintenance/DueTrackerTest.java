package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.calendar.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DueTrackerTest {

  private static final long SEED = Long.getLong("stillwater.test.seed", System.nanoTime());
  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");

  private final Schedule schedule = new Schedule(ZoneOffset.UTC);
  private final DueTracker tracker =
      new DueTracker(schedule, Instant.parse("2026-03-20T00:00:00Z"));

  @Test
  void firesOnceFromTheDueInstantOn() {
    assertThat(tracker.wake(APRIL.minusNanos(1))).isEmpty();
    assertThat(tracker.wake(APRIL)).contains(APRIL);
    assertThat(tracker.wake(APRIL)).isEmpty();
    assertThat(tracker.due()).isEqualTo("2026-05-01T02:00:00Z");
  }

  @Test
  void ofSeveralPassedOnlyTheLatestFires() {
    assertThat(tracker.wake(Instant.parse("2026-08-10T00:00:00Z")))
        .contains(Instant.parse("2026-08-01T02:00:00Z"));
    assertThat(tracker.due()).isEqualTo("2026-09-01T02:00:00Z");
  }

  @Test
  void aClockSetBackBeforeFiringPlansTheEarlierOne() {
    assertThat(tracker.wake(Instant.parse("2026-02-10T00:00:00Z"))).isEmpty();
    assertThat(tracker.due()).isEqualTo("2026-03-01T02:00:00Z");
    assertThat(tracker.wake(Instant.parse("2026-03-01T02:00:00Z"))).isPresent();
  }

  @Test
  void aClockSetBackAfterFiringRepeatsNothing() {
    tracker.wake(APRIL);
    assertThat(tracker.wake(Instant.parse("2026-01-15T00:00:00Z"))).isEmpty();
    assertThat(tracker.wake(Instant.parse("2026-03-15T00:00:00Z"))).isEmpty();
    assertThat(tracker.wake(APRIL.plusSeconds(1))).isEmpty();
    assertThat(tracker.due()).isEqualTo("2026-05-01T02:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-20T00:00:00Z,        900000",
    "2026-04-01T01:44:59Z,        900000",
    "2026-04-01T01:45:01Z,        899001",
    "2026-04-01T01:59:59Z,        1001",
    "2026-04-01T01:59:59.9875Z,   13",
    "2026-04-01T01:59:59.999999Z, 10",
    // held back while the work in flight goes on
    "2026-04-01T02:00:00Z,        900000",
    "2026-04-07T00:00:00Z,        900000",
  })
  void sleepsUntilJustPastTheDueInstantWithinBounds(Instant now, long millis) {
    assertThat(tracker.sleep(now)).isEqualTo(millis);
  }

  static LongStream seeds() {
    return LongStream.range(SEED, SEED + 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aClockThatJumpsBothWaysNeverFiresEarlyOrTwice(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instant now = APRIL;
    DueTracker walked = new DueTracker(schedule, now);
    Instant last = Instant.MIN;
    for (int step = 0; step < 500; step++) {
      now = now.plus(Duration.ofMinutes(random.nextLong(-60 * 24 * 50, 60 * 24 * 60)));
      Instant planned = walked.due();
      Optional<Instant> fired = walked.wake(now);
      assertThat(fired.isPresent()).as("seed %d", seed).isEqualTo(!now.isBefore(planned));
      if (fired.isPresent()) {
        assertThat(fired.get()).as("seed %d", seed).isEqualTo(schedule.latest(now)).isAfter(last);
        last = fired.get();
      }
      Instant floor = now.isAfter(last) ? now : last;
      assertThat(walked.due()).as("seed %d", seed).isEqualTo(schedule.next(floor));
    }
    assertThat(last).as("seed %d fires at all", seed).isNotEqualTo(Instant.MIN);
  }
}
