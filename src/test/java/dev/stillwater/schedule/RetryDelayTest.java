package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.stillwater.testing.Seeded;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  // always the shortest delay
  private final RetryDelay shortest = new RetryDelay(SECOND, HOUR, () -> 0);

  @ParameterizedTest
  @CsvSource({
    "1, PT0.5S",
    "2, PT1S",
    "3, PT2S",
    "12, PT1024S",
    "13, PT30M",
    "14, PT30M",
    // more failures than there are bits
    "100, PT30M",
    "9223372036854775807, PT30M",
  })
  void theBoundDoublesUpToTheLongest(long failures, Duration half) {
    assertThat(Duration.ofNanos(shortest.nanos(failures))).isEqualTo(half);
  }

  @Test
  void aDelayIsBetweenHalfItsBoundAndAllOfIt() {
    long seed = Seeded.create().longs(0, Long.MAX_VALUE - 1);
    RetryDelay delay = new RetryDelay(SECOND, HOUR, new SplittableRandom(seed));
    LongSummaryStatistics delays =
        LongStream.generate(() -> delay.nanos(3)).limit(2000).summaryStatistics();
    assertThat(delays.getMin()).isBetween(2_000_000_000L, 2_100_000_000L);
    assertThat(delays.getMax()).isBetween(3_900_000_000L, 4_000_000_000L);
  }

  @Test
  void theLongestOfCenturiesDoesNotOverflow() {
    RetryDelay delay = new RetryDelay(SECOND, Duration.ofDays(36_500), () -> 0);
    assertThat(delay.nanos(Long.MAX_VALUE)).isEqualTo(Duration.ofDays(18_250).toNanos());
  }

  @Test
  void hasAnotherLongestThatIsNotBelowTheFirst() {
    assertThat(shortest.upTo(Duration.ofSeconds(30)).nanos(20))
        .isEqualTo(Duration.ofSeconds(15).toNanos());
    assertThat(shortest.upTo(Duration.ofMillis(1)).longest()).isEqualTo(SECOND);
  }

  @Test
  void refusesDelaysThatDoNotGrow() {
    RandomGenerator random = () -> 0;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryDelay(Duration.ZERO, HOUR, random));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryDelay(SECOND.negated(), HOUR, random));
    assertThatIllegalArgumentException().isThrownBy(() -> new RetryDelay(HOUR, SECOND, random));
    assertThatNullPointerException().isThrownBy(() -> new RetryDelay(SECOND, HOUR, null));
  }
}
