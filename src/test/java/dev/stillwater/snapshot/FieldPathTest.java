package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stillwater.problem.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldPathTest {

  @Test
  void hasNamesBetweenDots() {
    assertThat(new FieldPath("amount").names()).isEqualTo(List.of("amount"));
    assertThat(new FieldPath("items.0.a b").names()).isEqualTo(List.of("items", "0", "a b"));
    assertThat(new FieldPath("\ud83d\ude80".repeat(1000)).names()).hasSize(1);
    assertThat(new FieldPath(names(100)).names()).hasSize(100);
  }

  private static Stream<String> others() {
    return Stream.of("", ".", "a.", ".a", "a..b", "a\0", "\ud800", "a".repeat(1001), names(101));
  }

  @ParameterizedTest
  @MethodSource("others")
  void allElseIsRefused(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> new FieldPath(text))
        .satisfies(problem -> assertThat(problem.members()).containsEntry("field", "field"));
  }

  private static String names(int count) {
    return String.join(".", Collections.nCopies(count, "a"));
  }
}
