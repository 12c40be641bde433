package dev.stillwater.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stillwater.testing.Seeded;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-02-01T00:00:00Z, 2026-02-01T00:00:00.000000Z",
    "2026-02-01t00:00:00.1z, 2026-02-01T00:00:00.100000Z",
    "2026-02-01T00:00:00.123456+01:30, 2026-01-31T22:30:00.123456Z",
    "2026-02-01T00:00:00-00:00, 2026-02-01T00:00:00.000000Z",
    "2026-02-01T00:00:00+23:59, 2026-01-31T00:01:00.000000Z",
    "2026-02-01T00:00:00-23:59, 2026-02-01T23:59:00.000000Z",
    "2024-02-29T23:59:59.999999Z, 2024-02-29T23:59:59.999999Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
  })
  void readsRfc3339(String text, String inUtc) {
    assertThat(Timestamps.format(Timestamps.parse(text))).isEqualTo(inUtc);
  }

  @Test
  void writesAsAFormatterWould() {
    DateTimeFormatter formatter =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    Seeded random = Seeded.create();
    for (int i = 0; i < 2000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.longs(-80_000_000_000L, 270_000_000_000L), random.ints(0, 999_999_999));
      assertThat(Timestamps.format(instant)).isEqualTo(formatter.format(instant));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-01",
        "2026-02-01T00:00Z",
        "2026-02-01T00:00:00",
        "2026-02-01 00:00:00Z",
        "2026-02-01T00:00:00.Z",
        "2026-02-01T00:00:00.1234567Z",
        "2026-02-01T00:00:00,5Z",
        "2026-02-01T00:00:00+0100",
        "2026-02-01T00:00:00+01",
        "2026-02-01T00:00:00+24:00",
        "2026-02-01T00:00:00+01:60",
        "2026-02-01T00:00:60Z",
        "2016-12-31T23:59:60Z",
        "2026-02-01T24:00:00Z",
        "2026-02-01T00:60:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "0000-12-31T23:00:00-02:00",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "10000-01-01T00:00:00Z",
        "+2026-02-01T00:00:00Z",
        "-2026-02-01T00:00:00Z",
        " 2026-02-01T00:00:00Z",
        "2026-02-01T00:00:00Z\n",
        "٢٠٢٦-02-01T00:00:00Z",
      })
  void refusesAllElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timestamps.parse(text))
        .withMessage(Timestamps.EXPECTED);
  }

  @Test
  void readsBackWhatItWrites() {
    Seeded seeded = Seeded.create();
    Instant first = Instant.parse("0001-01-01T00:00:00Z");
    Instant end = Instant.parse("+10000-01-01T00:00:00Z");
    for (int i = 0; i < 2000; i++) {
      Instant instant = seeded.instant(first, end);
      assertThat(Timestamps.parse(Timestamps.format(instant))).isEqualTo(instant);
    }
  }

  @Test
  void cutsOffWhatIsFinerThanMicroseconds() {
    assertThat(Timestamps.format(Instant.parse("1969-12-31T23:59:59.999999999Z")))
        .isEqualTo("1969-12-31T23:59:59.999999Z");
  }
}
