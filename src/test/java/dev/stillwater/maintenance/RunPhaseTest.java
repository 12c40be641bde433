package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunPhaseTest {

  private static final Instant BEGUN = Instant.parse("2026-11-01T02:00:00Z");
  private static final Instant CAPTURED = BEGUN.plusSeconds(5);
  private static final Instant ENDED = BEGUN.plusSeconds(9);

  @Test
  void aPhaseEndsWhereTheNextBegins() {
    assertThat(RunPhase.of(RunKind.FULL, List.of(BEGUN, CAPTURED), Optional.of(ENDED)))
        .containsExactly(
            new RunPhase(Phase.SNAPSHOT, BEGUN, Optional.of(CAPTURED)),
            new RunPhase(Phase.ARCHIVE, CAPTURED, Optional.of(ENDED)));
  }

  @Test
  void thePhaseThatARunEndedAmidHasNoEnd() {
    assertThat(RunPhase.of(RunKind.FULL, List.of(BEGUN), Optional.empty()))
        .containsExactly(new RunPhase(Phase.SNAPSHOT, BEGUN, Optional.empty()));
    assertThat(RunPhase.of(RunKind.ARCHIVE, List.of(BEGUN), Optional.empty()))
        .containsExactly(new RunPhase(Phase.ARCHIVE, BEGUN, Optional.empty()));
  }

  @Test
  void ofEarlierVersionsNoneIsKnown() {
    assertThat(RunPhase.of(RunKind.FULL, List.of(), Optional.of(ENDED))).isEmpty();
  }
}
