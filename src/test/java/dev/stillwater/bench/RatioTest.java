package dev.stillwater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bench.Ratio.Interval;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void isTakenRoundByRound() {
    Ratio ratio = Ratio.paired(List.of(10.0, 40.0, 9.0), List.of(5.0, 10.0, 3.0));
    assertThat(ratio.values()).containsExactly(2.0, 3.0, 4.0);
    assertThat(ratio.median()).isEqualTo(3.0);
  }

  @Test
  void hasNoIntervalToSpeakOfWhereAllRoundsAgree() {
    assertThat(new Ratio(List.of(2.0, 2.0, 2.0)).interval()).isEqualTo(new Interval(2.0, 2.0));
  }

  @Test
  void coversTheTruthInSome95OfHundred() {
    Random random = new Random(7);
    int covered = 0;
    for (int i = 0; i < 200; i++) {
      List<Double> rounds = random.doubles(15).map(noise -> 1 + (noise - 0.5) / 5).boxed().toList();
      covered += new Ratio(rounds).interval().contains(1) ? 1 : 0;
    }
    assertThat(covered).isBetween(176, 199);
  }

  @Test
  void isNarrowerThanTheExtremes() {
    List<Double> rounds = new Random(7).doubles(15).boxed().toList();
    Ratio ratio = new Ratio(rounds);
    assertThat(ratio.interval().low()).isGreaterThan(ratio.min()).isLessThan(ratio.median());
    assertThat(ratio.interval().high()).isLessThan(ratio.max()).isGreaterThan(ratio.median());
  }
}
