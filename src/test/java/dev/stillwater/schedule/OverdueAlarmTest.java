package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverdueAlarmTest {

  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private final OverdueAlarm alarm = new OverdueAlarm();
  private final ScheduleState done = state(Optional.empty());
  private final ScheduleState overdue = state(Optional.of(APRIL));

  // a stopwatch may begin anywhere
  @ParameterizedTest
  @ValueSource(longs = {0, -5, Long.MIN_VALUE, Long.MAX_VALUE - 10})
  void tellsOnceAnHourWhileARunIsOverdue(long begin) {
    assertThat(alarm.look(done, begin)).isFalse();
    assertThat(alarm.look(overdue, begin + 1)).isTrue();
    assertThat(alarm.look(overdue, begin + 2)).isFalse();
    assertThat(alarm.look(overdue, begin + HOUR)).isFalse();
    assertThat(alarm.look(overdue, begin + 1 + HOUR)).isTrue();
    assertThat(alarm.look(overdue, begin + 2 * HOUR)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -5})
  void tellsAtOnceOfTheNextOneAfterItWasDone(long begin) {
    assertThat(alarm.look(overdue, begin)).isTrue();
    assertThat(alarm.look(done, begin + 1)).isFalse();
    assertThat(alarm.look(overdue, begin + 2)).isTrue();
  }

  private static ScheduleState state(Optional<Instant> overdueSince) {
    return new ScheduleState(
        true, ZoneOffset.UTC, Optional.empty(), APRIL, Optional.empty(), overdueSince);
  }
}
