package dev.stillwater.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Seeded;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Decades of the schedule, without a database. {@code -Dstillwater.test.histories=10000} makes as
 * many.
 */
class HistoriesTest {

  private static final int TWENTY_YEARS = 20 * 365;

  @Test
  void eachDueMonthIsRunOnceAndInOrder() {
    Seeded seeds = Seeded.create();
    List<Seeded> each =
        Stream.generate(seeds::split)
            .limit(Integer.getInteger("stillwater.test.histories", 1000))
            .toList();
    List<History> histories = each.parallelStream().map(HistoriesTest::history).toList();
    assertThat(histories).allMatch(history -> history.done() > 20);
    assertThat(histories).anyMatch(history -> history.done() > 150);
    assertThat(histories).anyMatch(history -> history.caughtUp() > 5);
    assertThat(histories).anyMatch(history -> history.failed() > 20);
  }

  private static History history(Seeded random) {
    History history = new History(random, new SimulatedLedger(), TWENTY_YEARS);
    history.happen();
    return history;
  }
}
