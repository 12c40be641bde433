package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "90d, 2027-02-26T12:30:00Z",
    "1d, 2026-11-29T12:30:00Z",
    "2027-01-31, 2027-01-31T00:00:00Z",
    "2027-01-31T12:00:00+02:00, 2027-01-31T10:00:00Z"
  })
  void ends(String text, Instant end) {
    assertThat(Expiry.parse(text).after().apply(NOW)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "90", "0d", "-1d", "100000d", "2027-02-30", "2027-01-31T12:00", "soon"})
  void nothingElse(String text) {
    assertThatThrownBy(() -> Expiry.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
