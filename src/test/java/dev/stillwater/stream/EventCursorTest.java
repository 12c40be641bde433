package dev.stillwater.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCursorTest {

  private static final long SEED = Long.getLong("stillwater.test.seed", System.nanoTime());
  private static final long MICROS_OF_YEAR_1 = -62_135_596_800_000_000L;
  private static final long MICROS_OF_YEAR_10000 = 253_402_300_800_000_000L;

  private final EventCursor cursor =
      new EventCursor(
          Instant.parse("2026-02-14T10:00:00.123456Z"),
          UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));

  @Test
  void whatIsEncodedIsDecoded() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 10_000; i++) {
      long micros = random.nextLong(MICROS_OF_YEAR_1, MICROS_OF_YEAR_10000);
      String text = text(1, micros, random.nextLong(), random.nextLong());
      EventCursor decoded = EventCursor.decode(text);
      assertThat(decoded.encode()).as("seed %d", SEED).isEqualTo(text).matches("[\\w-]{34}");
      assertThat(EventCursor.decode(decoded.encode())).as("seed %d", SEED).isEqualTo(decoded);
    }
    assertThat(EventCursor.decode(cursor.encode())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"})
  void theFirstAndTheLastInstantHaveCursors(Instant occurredAt) {
    EventCursor edge = EventCursor.before(occurredAt);
    assertThat(EventCursor.decode(edge.encode())).isEqualTo(edge);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        MICROS_OF_YEAR_1 - 1,
        MICROS_OF_YEAR_10000,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
      })
  void instantsOfOtherYearsAreRefused(long micros) {
    assertRefused(text(1, micros, 0, 0));
  }

  @Test
  void everyOtherTextIsRefused() {
    String text = cursor.encode();
    assertRefused("");
    assertRefused("next");
    assertRefused(text.substring(1));
    assertRefused(text.substring(0, 33));
    assertRefused(text + "A");
    assertRefused(text + "AA");
    assertRefused(text + "==");
    assertRefused(text + "\n");
    assertRefused(" " + text);
    assertRefused("é" + text.substring(1));
    assertRefused("+" + text.substring(1));
    assertRefused(text(0, 0, 0, 0));
    assertRefused(text(2, 0, 0, 0));
    assertRefused(text.repeat(1000));
  }

  @Test
  void onlyOneSpellingOfTheUnusedBitsIsACursor() {
    String text = text(1, 0, 0, 0);
    assertThat(text).endsWith("A");
    assertRefused(text.substring(0, 33) + "B");
    assertRefused(text.substring(0, 33) + "P");
  }

  @Test
  void theLastPlaceIsAboveEveryEvent() {
    assertThat(EventCursor.LAST.occurredAt())
        .isAfter(Instant.parse("9999-12-31T23:59:59.999999999Z"));
    assertThat(EventCursor.before(cursor.occurredAt()))
        .isEqualTo(new EventCursor(cursor.occurredAt(), new UUID(0, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-14T10:00:00.1234567Z",
        "0000-12-31T23:59:59Z",
        "+10000-01-01T00:00:00.000001Z"
      })
  void theInstantIsInWholeMicrosecondsAndWithinTheYears(Instant occurredAt) {
    assertThatIllegalArgumentException().isThrownBy(() -> EventCursor.before(occurredAt));
  }

  @Test
  void placesAreOrderedByTimeAndThenByUnsignedBytes() {
    Instant at = cursor.occurredAt();
    assertThat(
            Stream.of(
                EventCursor.LAST,
                EventCursor.before(at.plusNanos(1000)),
                new EventCursor(at, UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff")),
                new EventCursor(at, UUID.fromString("80000000-0000-0000-8000-000000000000")),
                new EventCursor(at, UUID.fromString("80000000-0000-0000-7fff-ffffffffffff")),
                new EventCursor(at, UUID.fromString("7fffffff-ffff-ffff-ffff-ffffffffffff")),
                EventCursor.before(at),
                new EventCursor(at.minusNanos(1000), new UUID(-1, -1))))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  private static String text(int version, long micros, long mostBits, long leastBits) {
    ByteBuffer bytes = ByteBuffer.allocate(25).put((byte) version);
    bytes.putLong(micros).putLong(mostBits).putLong(leastBits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static void assertRefused(String text) {
    CursorRefusal.assertRefused(text, EventCursor::decode);
  }
}
