package dev.stillwater.stream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stillwater.testing.Seeded;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCursorTest {

  private static final String EMOJI = "\ud83d\ude80";

  @Test
  void whatIsEncodedIsDecoded() {
    Seeded seeded = Seeded.create();
    for (int i = 0; i < 10_000; i++) {
      StreamCursor cursor = new StreamCursor(seeded.text(1, 20));
      assertThat(cursor.encode()).matches("[\\w-]+");
      assertThat(StreamCursor.decode(cursor.encode())).isEqualTo(cursor);
    }
    StreamCursor longest = new StreamCursor(EMOJI.repeat(512));
    assertThat(StreamCursor.decode(longest.encode())).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // no version
        "\2", // no id
        "a",
        "\1a",
        "\3a",
        "\2a\0",
        "\2\u00ff",
        "\2\u00c0\u00af",
        "\2\u00ed\u00a0\u0080",
        "\2\u00f0\u009f\u0098"
      })
  void otherBytesAreRefused(String bytes) {
    assertRefused(
        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.getBytes(ISO_8859_1)));
  }

  @Test
  void everyOtherTextIsRefused() {
    String text = new StreamCursor("abc").encode();
    assertThat(text).isEqualTo("AmFiYw");
    assertRefused("next");
    assertRefused("AmFiYx"); // unused bits
    assertRefused(text + "==");
    assertRefused(text + "\n");
    assertRefused(" " + text);
    assertRefused(text + "A");
    assertRefused("+" + text);
    assertRefused("é" + text);
    assertRefused("A".repeat(100_000));
    assertRefused(EventCursor.before(Instant.parse("2026-03-01T00:00:00Z")).encode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "\ud800"})
  void holdsAnIdOnly(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamCursor(text));
    assertThatIllegalArgumentException().isThrownBy(() -> new StreamCursor("a".repeat(513)));
  }

  private static void assertRefused(String text) {
    CursorRefusal.assertRefused(text, StreamCursor::decode);
  }
}
