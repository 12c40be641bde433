package dev.stillwater.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.DateTimeException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "1ms, PT0.001S",
    "500ms, PT0.5S",
    "30s, PT30S",
    "30 s, PT30S",
    "5m, PT5M",
    "2h, PT2H",
    "24d, PT576H",
    "PT30S, PT30S",
    "P1D, PT24H",
    "pt1m, PT1M"
  })
  void durations(String text, Duration duration) {
    assertThat(Units.duration(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0s",
        "-1s",
        "PT-1S",
        "PT0.0001S",
        "30",
        "s",
        "30S",
        "1w",
        "1.5s",
        "25d",
        "1s2",
        "PT",
        "99999999999999d",
        "9999999999999999999s",
        "P9999999999D"
      })
  void badDurations(String text) {
    assertFault(() -> Units.duration(text));
  }

  @ParameterizedTest
  @CsvSource({
    "1048576, 1048576",
    "7B, 7",
    "512KiB, 524288",
    "10MiB, 10485760",
    "10 MiB, 10485760",
    "1GiB, 1073741824",
    "3kB, 3000",
    "3MB, 3000000",
    "1GB, 1000000000"
  })
  void sizes(String text, long bytes) {
    assertThat(Units.size(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "MiB", "1.5MiB", "1mib", "1TB", "2GiB", "1073741825", "17179869185GiB"})
  void badSizes(String text) {
    assertFault(() -> Units.size(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0MiB, 0", "1GiB, 1073741824"})
  void sizesThatMayBeNone(String text, long bytes) {
    assertThat(Units.sizeOrNone(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2GiB", "none"})
  void badSizesThatMayBeNone(String text) {
    assertFault(() -> Units.sizeOrNone(text));
  }

  private static void assertFault(ThrowingCallable reading) {
    assertThat(catchThrowable(reading))
        .isInstanceOfAny(
            IllegalArgumentException.class, ArithmeticException.class, DateTimeException.class);
  }
}
