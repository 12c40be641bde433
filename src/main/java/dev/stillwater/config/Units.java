package dev.stillwater.config;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts to values. A bad text is an IllegalArgument-, Arithmetic- or DateTimeException. */
final class Units {

  /** The largest size, in bytes. */
  static final long MAX_SIZE = 1L << 30;

  private static final Pattern AMOUNT = Pattern.compile("(\\d+) ?([A-Za-z]*)");
  private static final Map<String, ChronoUnit> TIMES =
      Map.of("ms", MILLIS, "s", SECONDS, "m", MINUTES, "h", HOURS, "d", DAYS);
  private static final Map<String, Long> SIZES =
      Map.of(
          "",
          1L,
          "B",
          1L,
          "kB",
          1000L,
          "MB",
          1000_000L,
          "GB",
          1000_000_000L,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);

  private Units() {}

  static int integer(String text, int min, int max) {
    return (int) within(Integer.parseInt(text), min, max);
  }

  static boolean bool(String text) {
    return choice(text.toLowerCase(Locale.ROOT), Map.of("true", true, "false", false));
  }

  static <T> T choice(String text, Map<String, T> choices) {
    if (!choices.containsKey(text)) {
      throw new IllegalArgumentException();
    }
    return choices.get(text);
  }

  static Duration duration(String text) {
    Duration duration = text.matches("[Pp].*") ? Duration.parse(text) : shortDuration(text);
    within(duration.toMillis(), 1, Duration.ofDays(24).toMillis());
    return duration;
  }

  static long size(String text) {
    return within(sizeOrNone(text), 1, MAX_SIZE);
  }

  static long sizeOrNone(String text) {
    MatchResult amount = amount(text);
    long unit = choice(amount.group(2), SIZES);
    return within(Math.multiplyExact(Long.parseLong(amount.group(1)), unit), 0, MAX_SIZE);
  }

  private static Duration shortDuration(String text) {
    MatchResult amount = amount(text);
    return Duration.of(Long.parseLong(amount.group(1)), choice(amount.group(2), TIMES));
  }

  private static MatchResult amount(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new IllegalArgumentException();
    }
    return amount;
  }

  private static long within(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException();
    }
    return value;
  }
}
