package dev.stillwater.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void isLongAndPlainAndNeverTheSame() {
    Set<String> texts =
        Stream.generate(() -> KeyText.generate(random).text())
            .limit(1000)
            .collect(Collectors.toSet());
    assertThat(texts).hasSize(1000).allMatch(text -> text.matches("[A-Za-z0-9_-]{40,}"));
  }

  @Test
  void isReadAsItWasWritten() {
    KeyText key = KeyText.generate(random);
    assertThat(KeyText.parse(key.text())).contains(key);
    assertThat(key.hash().length()).isEqualTo(32);
    assertThat(key).hasToString(key.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sw_0123456789ab_",
        "sw_0123456789AB_0123456789012345678901234567890123456789012",
        "sw_0123456789ab_012345678901234567890123456789012345678901",
        "sw_0123456789ab_01234567890123456789012345678901234567890123",
        "sw_0123456789ab_012345678901234567890123456789012345678901.",
        "xw_0123456789ab_0123456789012345678901234567890123456789012",
        "sw_0123456789ab_0123456789012345678901234567890123456789012\n"
      })
  void whatLooksOtherwiseIsNone(String text) {
    assertThat(KeyText.parse(text)).isEmpty();
  }
}
