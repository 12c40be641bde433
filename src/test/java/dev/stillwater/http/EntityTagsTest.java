package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  private static final String TAG = "\"abc\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"abc\"",
        "W/\"abc\"",
        "*",
        "\"x\",\"abc\"",
        "\"x\" ,\t\"abc\" , \"y\"",
        "\"x\"|\"abc\"",
        ",,\"abc\""
      })
  void held(String lines) {
    assertThat(EntityTags.contain(List.of(lines.split("\\|")), TAG)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "\"abc",
        "\"ABC\"",
        "\"abcd\"",
        "w/\"abc\"",
        "\"x\"",
        "\"abc-gzip\"",
        "**",
        "\"a,*,b\""
      })
  void notHeld(String lines) {
    assertThat(EntityTags.contain(List.of(lines.split("\\|")), TAG)).isFalse();
  }
}
