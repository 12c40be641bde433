package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.maintenance.RunNotice.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunNoticeTest {

  @ParameterizedTest
  @EnumSource
  void readsANotice(Type type) {
    assertThat(RunNotice.parse(type + " 42 7")).contains(new RunNotice(type, 42, 7));
  }

  @Test
  void readsTheLargestNumbers() {
    assertThat(RunNotice.parse("PROGRESS 999999999999999999 0"))
        .contains(new RunNotice(Type.PROGRESS, 999_999_999_999_999_999L, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "STARTED",
        "STARTED 1",
        "STARTED 1 2 3",
        "STARTED  1 2",
        " STARTED 1 2",
        "STARTED 1 2\n",
        "started 1 2",
        "PAUSED 1 2",
        "STARTED -1 2",
        "STARTED 1 x",
        "STARTED 1 9999999999999999999",
      })
  void passesOverWhatIsNoNotice(String notice) {
    assertThat(RunNotice.parse(notice)).isEmpty();
  }

  @Test
  void itsIdIsTheRunAndTheCount() {
    assertThat(new RunNotice(Type.STARTED, 42, 7).id()).isEqualTo("42-7");
  }
}
