package dev.stillwater.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings and faults from values told in a test. */
final class Sources {

  private Sources() {}

  static Settings settings(String... namesAndValues) {
    return Settings.of(List.of(source("test", namesAndValues)));
  }

  static Source source(String name, String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Source(name, values);
  }
}
