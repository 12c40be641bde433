package dev.stillwater.bus;

import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.Timestamps;
import dev.stillwater.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members of a request, taken one by one; {@link #end} refuses what nobody took. Values may be
 * text, as in a query string, or JSON. Faults are {@link ProblemException}s that name the member.
 */
public final class Request {

  /** The most items that one answer may list. */
  public static final int MAX_LIMIT = 1000;

  private static final int DEFAULT_LIMIT = 100;

  private final Map<String, Object> members;

  private Request(Map<String, Object> members) {
    this.members = members;
  }

  /** Reads the body of a message. */
  public static Request of(Object body) {
    if (body instanceof JsonObject json) {
      return new Request(new HashMap<>(json.getMap()));
    }
    throw ProblemException.invalid("body", "a JsonObject");
  }

  /** A member that must be there. */
  public String required(String name) {
    return text(name).orElseThrow(() -> ProblemException.invalid(name, "given"));
  }

  public Optional<String> text(String name) {
    Object value = members.remove(name);
    if (value == null || value instanceof String) {
      return Optional.ofNullable((String) value);
    }
    throw ProblemException.invalid(name, "text");
  }

  /** A member that is the name of one of a few constants. */
  public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
    return text(name)
        .map(
            text ->
                Stream.of(type.getEnumConstants())
                    .filter(constant -> constant.name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.invalid(name, "one of " + names(type))));
  }

  private static <E extends Enum<E>> String names(Class<E> type) {
    return Stream.of(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /** How many items at the most: 1 to 1000, 100 where nothing is said. */
  public int limit() {
    return limit(DEFAULT_LIMIT);
  }

  /** How many items at the most: 1 to 1000, or what is the default. */
  public int limit(int byDefault) {
    Object value = members.remove("limit");
    if (value == null) {
      return byDefault;
    }
    String digits = value.toString();
    int limit = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw ProblemException.invalid("limit", "a whole number from 1 to " + MAX_LIMIT);
    }
    return limit;
  }

  public long id(String name) {
    return optionalId(name).orElseThrow(() -> ProblemException.invalid(name, "a whole number"));
  }

  public Optional<Long> optionalId(String name) {
    Object value = members.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.toString().matches("[0-9]{1,18}")) {
      return Optional.of(Long.parseLong(value.toString()));
    }
    throw ProblemException.invalid(name, "a whole number");
  }

  /** A month that must be there. */
  public YearMonth requiredMonth(String name) {
    return month(name).orElseThrow(() -> ProblemException.invalid(name, "given"));
  }

  public Optional<YearMonth> month(String name) {
    return text(name)
        .map(
            text ->
                MonthLabel.parse(text)
                    .orElseThrow(() -> ProblemException.invalid(name, "a month as YYYY-MM")));
  }

  public Optional<Instant> time(String name) {
    try {
      return text(name).map(Timestamps::parse);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(name, Timestamps.EXPECTED);
    }
  }

  /** Refuses members that nobody took. */
  public void end() {
    members.keySet().stream()
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw ProblemException.unknown(name);
            });
  }
}
