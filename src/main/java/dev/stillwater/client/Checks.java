package dev.stillwater.client;

import dev.stillwater.bus.Request;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.StrictJson;
import dev.stillwater.json.Timestamps;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;

/** What records of requests hold to; a fault names the field and what it should be. */
final class Checks {

  static final int DEFAULT_LIMIT = 100;

  private static final int MAX_CODE_POINTS = 512;
  private static final int MAX_PATH = 1000;

  private Checks() {}

  /** An id, a type or a status. */
  static String text(String field, String text) {
    require(
        text != null
            && !text.isEmpty()
            && text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
            && StrictJson.isClean(text),
        field,
        "a text of 1 to 512 characters without NUL");
    return text;
  }

  /** A path that the service takes apart. */
  static void path(String field, String path) {
    require(
        path != null && !path.isEmpty() && path.length() <= MAX_PATH && StrictJson.isClean(path),
        field,
        "names separated by dots, at most " + MAX_PATH + " characters");
  }

  static void limit(int limit) {
    require(
        limit >= 1 && limit <= Request.MAX_LIMIT,
        "limit",
        "a whole number from 1 to " + Request.MAX_LIMIT);
  }

  static void month(String field, YearMonth month) {
    require(
        month != null && MonthLabel.parse(month.toString()).isPresent(),
        field,
        "a month of a year with four digits");
  }

  /** Passes on an instant in whole microseconds; what is finer is cut off. */
  static Instant time(String field, Instant time) {
    try {
      return Timestamps.inRange(time).truncatedTo(ChronoUnit.MICROS);
    } catch (IllegalArgumentException outOfRange) {
      throw fault(field, "in the years 1 to 9999");
    }
  }

  static void jsonObject(String field, String json) {
    try {
      require(json != null && JsonValue.parse(json).isObject(), field, "a JSON object");
    } catch (IOException malformed) {
      throw fault(field, "a JSON object: " + malformed.getMessage());
    }
  }

  static void positive(String field, Duration duration) {
    require(!duration.isNegative() && !duration.isZero(), field, "longer than nothing");
  }

  static void notNegative(String field, Duration duration) {
    require(!duration.isNegative(), field, "0 or longer");
  }

  private static void require(boolean kept, String field, String expected) {
    if (!kept) {
      throw fault(field, expected);
    }
  }

  private static IllegalArgumentException fault(String field, String expected) {
    return new IllegalArgumentException(field + " must be " + expected);
  }
}
