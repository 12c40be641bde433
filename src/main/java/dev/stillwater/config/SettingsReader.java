package dev.stillwater.config;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads typed values by key and collects faults instead of throwing: a bad value is noted and its
 * default returned, until {@link #finish} tells all faults. Not thread-safe.
 */
public final class SettingsReader {

  private static final String DEFAULT = "default";
  private static final String MASK = "***";
  private static final String AUTO = "auto";

  private final List<Source> sources;
  private final Set<String> known = new HashSet<>();
  private final Map<String, Setting> effective = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  /**
   * @param sources lowest precedence first
   */
  public SettingsReader(List<Source> sources) {
    this.sources = new ArrayList<>(sources);
    Collections.reverse(this.sources);
  }

  public String text(String key, String fallback) {
    return read(key, fallback, "a text", Function.identity());
  }

  /** A whole number, bounds included. */
  public int integer(String key, int fallback, int min, int max) {
    String expected = "a whole number from " + min + " to " + max;
    return read(key, "" + fallback, expected, text -> Units.integer(text, min, max));
  }

  /** A whole number, bounds included, or {@code none}, which is the default. */
  public Optional<Integer> integerOrNone(String key, int min, int max) {
    return read(
        key,
        "none",
        "none or a whole number from " + min + " to " + max,
        text ->
            text.equals("none") ? Optional.empty() : Optional.of(Units.integer(text, min, max)));
  }

  public boolean bool(String key, boolean fallback) {
    return read(key, "" + fallback, "true or false", Units::bool);
  }

  /** A duration of 1 ms to 24 days, which every timer and timeout can hold. */
  public Duration duration(String key, String fallback) {
    return read(key, fallback, "a duration from 1ms to 24d, as 30s or PT30S", Units::duration);
  }

  /** A number of bytes from 1 to 1 GiB, which one buffer can hold. */
  public long size(String key, String fallback) {
    return read(key, fallback, "a size from 1 to 1GiB, as 1048576, 512KiB or 10MB", Units::size);
  }

  /** A size; {@code auto}, the default, stands for one that depends on the machine. */
  public long sizeOrAuto(String key, long auto) {
    return read(
        key,
        AUTO,
        "auto or a size from 1 to 1GiB, as 1048576, 512KiB or 10MB",
        text -> text.equals(AUTO) ? auto : Units.size(text));
  }

  /** A size, or 0. */
  public long sizeOrNone(String key, String fallback) {
    return read(
        key, fallback, "0 or a size up to 1GiB, as 1048576, 512KiB or 10MB", Units::sizeOrNone);
  }

  public Path path(String key, String fallback) {
    return read(key, fallback, "a path", Path::of);
  }

  public ZoneId zone(String key, String fallback) {
    return read(key, fallback, "a time zone, as Europe/Paris or +02:00", ZoneId::of);
  }

  /** A constant of an enum, written in lower case with hyphens. */
  public <E extends Enum<E>> E oneOf(String key, E fallback) {
    Map<String, E> choices =
        Stream.of(fallback.getDeclaringClass().getEnumConstants())
            .collect(toMap(SettingsReader::written, e -> e, (a, b) -> a, LinkedHashMap::new));
    String expected = "one of " + String.join(", ", choices.keySet());
    return read(key, written(fallback), expected, text -> Units.choice(text, choices));
  }

  /**
   * A value without default that is never shown as it is, and may be in a file. Blocking there.
   *
   * @param parse throws IllegalArgumentException whose message reads after "must be" and tells
   *     nothing of the value
   * @param masked what may be shown of it
   */
  public <T> Optional<T> secret(
      String key, Function<String, T> parse, Function<? super T, String> masked) {
    known.addAll(Source.spellings(key));
    known.addAll(Source.fileSpellings(key));
    effective.put(key, new Setting(key, "", DEFAULT));
    try {
      Optional<T> secret = findSecret(key).map(parse);
      secret.ifPresent(value -> show(key, masked.apply(value), effective.get(key).source()));
      return secret;
    } catch (IllegalArgumentException fault) {
      require(false, key, fault.getMessage());
      return Optional.empty();
    }
  }

  private Optional<String> findSecret(String key) {
    return sources.stream().flatMap(source -> secret(key, source).stream()).findFirst();
  }

  private Optional<String> secret(String key, Source source) {
    Optional<String> plain = source.value(key);
    Optional<String> variable = source.fileVariable(key);
    if (variable.isEmpty()) {
      plain.ifPresent(value -> show(key, MASK, source.name()));
      return plain;
    }
    show(key, MASK, variable.get() + ", " + source.name());
    if (plain.isPresent()) {
      throw new IllegalArgumentException("set once, as it is or by its file");
    }
    return Optional.of(SecretFile.read(source.values().get(variable.get())));
  }

  private void show(String key, String value, String source) {
    effective.put(key, new Setting(key, value, source));
  }

  /** Whether a key that was read before is set, be its value good or bad. */
  public boolean isSet(String key) {
    return !effective.get(key).source().equals(DEFAULT);
  }

  /** Notes a fault of a key that was read before unless a condition is met. */
  public void require(boolean met, String key, String expected) {
    if (!met) {
      faults.add(key + " (" + effective.get(key).source() + ") must be " + expected);
    }
  }

  /** The effective values of all keys read so far, in reading order. */
  public List<Setting> settings() {
    return List.copyOf(effective.values());
  }

  /**
   * Ends the reading: whatever was set and not read is unknown.
   *
   * @throws SettingsException naming every fault, if there is any
   */
  public void finish() {
    for (Source source : sources) {
      source
          .claims()
          .filter(name -> !known.contains(name))
          .sorted()
          .forEach(name -> unknown(name, source));
    }
    if (!faults.isEmpty()) {
      throw new SettingsException(faults);
    }
  }

  private void unknown(String name, Source source) {
    String key = name.startsWith(Source.PREFIX) ? name.substring(Source.PREFIX.length()) : name;
    faults.add(key + " (" + source.name() + ") is not a setting");
  }

  private <T> T read(String key, String fallback, String expected, Function<String, T> parse) {
    Setting setting = find(key).orElse(new Setting(key, fallback, DEFAULT));
    effective.put(key, setting);
    try {
      return parse.apply(setting.value());
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException fault) {
      require(false, key, expected);
      return parse.apply(fallback);
    }
  }

  private Optional<Setting> find(String key) {
    known.addAll(Source.spellings(key));
    return sources.stream()
        .flatMap(source -> source.value(key).map(v -> new Setting(key, v, source.name())).stream())
        .findFirst();
  }

  /** A constant as settings have it. */
  public static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
