package dev.stillwater.cli;

import java.time.DateTimeException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The ends of keys on the command line. */
final class ExpiryConverter implements ITypeConverter<Expiry> {

  @Override
  public Expiry convert(String text) {
    try {
      return Expiry.parse(text);
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'" + text + "' is no end of a key, as 90d, 2027-01-31 or 2027-01-31T12:00:00Z");
    }
  }
}
