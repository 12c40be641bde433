package dev.stillwater.client;

import dev.stillwater.calendar.MonthLabel;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * An object of an answer, read member by member; members that nobody asks for are ignored. What is
 * missing or of another form is an {@link IOException} that names it.
 */
final class Answer {

  private final Map<String, JsonValue> members;

  Answer(JsonValue object) throws IOException {
    this.members = object.members();
  }

  /** Makes something of an object. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Answer object) throws IOException;
  }

  /** Makes something of a text; a fault is a runtime exception. */
  @FunctionalInterface
  private interface Form<T> {
    T of(String text);
  }

  String text(String name) throws IOException {
    return required(name, optionalText(name));
  }

  Optional<String> optionalText(String name) {
    return member(name).flatMap(JsonValue::text);
  }

  long number(String name) throws IOException {
    return required(name, as(name, Long::valueOf));
  }

  OptionalLong optionalNumber(String name) throws IOException {
    return as(name, Long::valueOf).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  boolean flag(String name) throws IOException {
    return Boolean.parseBoolean(text(name));
  }

  Instant time(String name) throws IOException {
    return required(name, optionalTime(name));
  }

  Optional<Instant> optionalTime(String name) throws IOException {
    return as(name, Instant::parse);
  }

  YearMonth month(String name) throws IOException {
    return required(name, optionalMonth(name));
  }

  Optional<YearMonth> optionalMonth(String name) throws IOException {
    return as(name, text -> MonthLabel.parse(text).orElseThrow());
  }

  List<YearMonth> months(String name) throws IOException {
    return texts(name).stream().flatMap(text -> MonthLabel.parse(text).stream()).toList();
  }

  UUID uuid(String name) throws IOException {
    return required(name, as(name, UUID::fromString));
  }

  ZoneId zone(String name) throws IOException {
    return required(name, as(name, ZoneId::of));
  }

  Optional<BigDecimal> optionalDecimal(String name) throws IOException {
    return as(name, BigDecimal::new);
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> type) throws IOException {
    return required(name, as(name, text -> Enum.valueOf(type, text)));
  }

  /** A member of any type as it is written. */
  String raw(String name) throws IOException {
    return required(name, Optional.ofNullable(members.get(name))).raw();
  }

  <T> T object(String name, Reader<T> reader) throws IOException {
    return required(name, optionalObject(name, reader));
  }

  <T> Optional<T> optionalObject(String name, Reader<T> reader) throws IOException {
    Optional<JsonValue> value = member(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(reader.read(new Answer(value.get())));
  }

  <T> List<T> list(String name, Reader<T> reader) throws IOException {
    List<T> list = new ArrayList<>();
    for (JsonValue item : items(name)) {
      list.add(reader.read(new Answer(item)));
    }
    return List.copyOf(list);
  }

  List<String> texts(String name) throws IOException {
    return items(name).stream().flatMap(item -> item.text().stream()).toList();
  }

  private List<JsonValue> items(String name) throws IOException {
    return required(name, member(name)).items();
  }

  private Optional<JsonValue> member(String name) {
    return Optional.ofNullable(members.get(name)).filter(value -> !value.isNull());
  }

  private <T> Optional<T> as(String name, Form<T> form) throws IOException {
    try {
      return optionalText(name).map(form::of);
    } catch (RuntimeException fault) {
      throw new IOException(name + " is of another form: " + optionalText(name).orElse(""), fault);
    }
  }

  private static <T> T required(String name, Optional<T> value) throws IOException {
    return value.orElseThrow(() -> new IOException(name + " is missing"));
  }
}
