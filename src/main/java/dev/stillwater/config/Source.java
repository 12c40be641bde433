package dev.stillwater.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Raw texts from one place, by the names that place uses: {@code STILLWATER_HTTP_PORT} and {@code
 * stillwater.http.port} are both the key {@code http.port}. A blank value counts as not set. Other
 * programs' names may be among them. A secret may be in a file that a variable names: {@code
 * DATABASE_URL_FILE}. Immutable.
 *
 * @param name tells people where to look
 */
public record Source(String name, Map<String, String> values) {

  static final String PREFIX = "stillwater.";
  private static final String VARIABLE_PREFIX = "STILLWATER_";
  private static final String FILE = "_FILE";

  // what Kubernetes puts into every container beside a service called stillwater
  private static final String SERVICE_LINK = "STILLWATER_(SERVICE_[A-Z0-9_]+|PORT(_\\d+_\\w+)?)";

  private static final Map<String, String> ALIASES =
      Map.of("database.url", "DATABASE_URL", "database.owner-url", "DATABASE_OWNER_URL");

  public Source {
    values = Map.copyOf(values);
  }

  /** The names under which a key may be set; the first that is set counts. */
  static List<String> spellings(String key) {
    String property = PREFIX + key;
    String variable = property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    return Stream.concat(Stream.of(property, variable), Stream.ofNullable(ALIASES.get(key)))
        .toList();
  }

  /** The variables that may name the file of a secret; the first that is set counts. */
  static List<String> fileSpellings(String key) {
    return spellings(key).stream()
        .filter(name -> !name.startsWith(PREFIX))
        .map(name -> name + FILE)
        .toList();
  }

  Optional<String> value(String key) {
    return first(spellings(key)).map(values::get);
  }

  /** The variable that names the file of a secret. */
  Optional<String> fileVariable(String key) {
    return first(fileSpellings(key));
  }

  private Optional<String> first(List<String> names) {
    return names.stream().filter(this::isSet).findFirst();
  }

  Source without(String key) {
    Map<String, String> rest = new HashMap<>(values);
    rest.keySet().removeAll(spellings(key));
    return new Source(name, rest);
  }

  /** The names that are set and claim to be settings of this service. */
  Stream<String> claims() {
    return values.keySet().stream()
        .filter(name -> name.startsWith(PREFIX) || name.startsWith(VARIABLE_PREFIX))
        .filter(name -> !name.matches(SERVICE_LINK))
        .filter(this::isSet);
  }

  private boolean isSet(String name) {
    return !values.getOrDefault(name, "").isBlank();
  }

  /** The name alone: the values may hold secrets. */
  @Override
  public String toString() {
    return name;
  }
}
