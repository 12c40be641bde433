package dev.stillwater.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants as RFC 3339 date-times: microseconds, years 1 to 9999. */
public final class Timestamps {

  /** What {@link #parse} takes, to be read after "must be". */
  public static final String EXPECTED =
      "an RFC 3339 date-time with seconds and offset, at most 6 fraction digits, years 1 to 9999";

  /** The first instant that is taken. */
  public static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");

  /** The first instant that is not taken any more. */
  public static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(?<local>(?!0000)\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?)"
              + "([Zz]|(?<sign>[+-])(?<offset>\\d\\d:\\d\\d))");

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private static final int MAX_YEAR = 9999;

  private Timestamps() {}

  /**
   * Reads a date-time.
   *
   * @throws IllegalArgumentException if it is not {@link #EXPECTED}
   */
  public static Instant parse(String text) {
    Matcher parts = RFC_3339.matcher(text);
    if (parts.matches()) {
      try {
        LocalDateTime local = LocalDateTime.parse(parts.group("local"));
        return inRange(local.minusSeconds(offsetSeconds(parts)).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException noSuchTime) {
        // refused below, in our words
      }
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** The instant in UTC with 6 fraction digits; what is finer is cut off. */
  public static String format(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return time.getYear() < 0 || time.getYear() > MAX_YEAR ? MICROS.format(time) : quickly(time);
  }

  // a formatter takes as long as PostgreSQL takes to find a row
  private static String quickly(LocalDateTime time) {
    byte[] text = "0000-00-00T00:00:00.000000Z".getBytes(ISO_8859_1);
    digits(text, 4, time.getYear());
    digits(text, 7, time.getMonthValue());
    digits(text, 10, time.getDayOfMonth());
    digits(text, 13, time.getHour());
    digits(text, 16, time.getMinute());
    digits(text, 19, time.getSecond());
    digits(text, 26, time.getNano() / 1000);
    return new String(text, ISO_8859_1);
  }

  private static void digits(byte[] text, int end, int number) {
    int place = end;
    for (int rest = number; rest > 0; rest /= 10) {
      text[--place] = (byte) ('0' + rest % 10);
    }
  }

  /**
   * Passes on an instant of the years 1 to 9999 in UTC.
   *
   * @throws IllegalArgumentException if it is outside of them
   */
  public static Instant inRange(Instant instant) {
    if (instant.isBefore(YEAR_1) || !instant.isBefore(YEAR_10000)) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return instant;
  }

  // ZoneOffset ends at 18 hours, RFC 3339 at 23:59
  private static int offsetSeconds(Matcher parts) {
    if (parts.group("offset") == null) {
      return 0;
    }
    int seconds = LocalTime.parse(parts.group("offset")).toSecondOfDay();
    return parts.group("sign").equals("-") ? -seconds : seconds;
  }
}
