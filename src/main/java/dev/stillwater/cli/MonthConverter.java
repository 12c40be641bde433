package dev.stillwater.cli;

import dev.stillwater.calendar.MonthLabel;
import java.time.YearMonth;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Months on the command line. */
final class MonthConverter implements ITypeConverter<YearMonth> {

  @Override
  public YearMonth convert(String text) {
    return MonthLabel.parse(text)
        .orElseThrow(() -> new TypeConversionException("'" + text + "' is no month as YYYY-MM"));
  }
}
