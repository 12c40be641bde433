package dev.stillwater.calendar;

import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;

/** Months as text: {@code YYYY-MM}, in ASCII digits, years 0000 to 9999. */
public final class MonthLabel {

  private static final Pattern FORM = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");

  private MonthLabel() {}

  /** The month that a label names; empty where the text is not of that form. */
  public static Optional<YearMonth> parse(String label) {
    return FORM.matcher(label).matches() ? Optional.of(month(label)) : Optional.empty();
  }

  private static YearMonth month(String label) {
    return YearMonth.of(
        Integer.parseInt(label, 0, 4, 10), Integer.parseInt(label, 5, label.length(), 10));
  }

  /**
   * The label of a month.
   *
   * @throws IllegalArgumentException if its year does not have four digits
   */
  public static String format(YearMonth month) {
    if (month.getYear() < 0 || month.getYear() > 9999) {
      throw new IllegalArgumentException("no four-digit year: " + month);
    }
    return month.toString();
  }
}
