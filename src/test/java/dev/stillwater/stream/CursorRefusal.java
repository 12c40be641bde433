package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import java.util.Map;
import java.util.function.Function;

/** How every kind of cursor refuses what it has not given. */
final class CursorRefusal {

  private CursorRefusal() {}

  static void assertRefused(String text, Function<String, ?> decode) {
    assertThatExceptionOfType(ProblemException.class)
        .as("cursor <%s>", text)
        .isThrownBy(() -> decode.apply(text))
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.INVALID))
        .satisfies(
            problem ->
                assertThat(problem.members())
                    .isEqualTo(
                        Map.of("field", "cursor", "expected", "a cursor that was given as next")));
  }
}
