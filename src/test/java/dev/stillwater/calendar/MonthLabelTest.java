package dev.stillwater.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.YearMonth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonthLabelTest {

  @ParameterizedTest
  @CsvSource({"2026-02, 2026, 2", "0000-01, 0, 1", "0001-12, 1, 12", "9999-10, 9999, 10"})
  void aLabelIsReadAndWrittenAlike(String label, int year, int month) {
    assertThat(MonthLabel.parse(label)).contains(YearMonth.of(year, month));
    assertThat(MonthLabel.format(YearMonth.of(year, month))).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-2",
        "2026-00",
        "2026-13",
        "2026-20",
        "26-02",
        "02026-02",
        "-2026-02",
        "+2026-02",
        "2026-02-01",
        "2026/02",
        " 2026-02",
        "2026-02 ",
        "2026-02\n",
        "2026-02\u0000",
        "٢٠٢٦-٠٢",
        "２０２６-02",
        "2026‐02",
        "latest"
      })
  void anythingElseIsNoLabel(String text) {
    assertThat(MonthLabel.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 10_000})
  void otherYearsHaveNoLabel(int year) {
    assertThatIllegalArgumentException().isThrownBy(() -> MonthLabel.format(YearMonth.of(year, 1)));
  }
}
