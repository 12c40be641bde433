package dev.stillwater.config;

import io.vertx.config.spi.utils.Processors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The YAML file of settings, whose place the other sources may tell. */
final class SettingsFile {

  private static final String KEY = "config";
  private static final String DEFAULT = "conf/stillwater.yaml";
  private static final Pattern PLACE = Pattern.compile("line \\d+, column \\d+");

  private SettingsFile() {}

  /** The overrides with the file's source below them; only the default file may be absent. */
  static Future<List<Source>> below(List<Source> overrides, Vertx vertx, Path directory) {
    Optional<String> told =
        overrides.stream()
            .flatMap(source -> source.value(KEY).stream())
            .reduce((lower, higher) -> higher);
    String name = told.orElse(DEFAULT);
    String path = directory.resolve(name).toAbsolutePath().toString();
    List<Source> rest = overrides.stream().map(source -> source.without(KEY)).toList();
    return vertx
        .fileSystem()
        .exists(path)
        .compose(exists -> exists || told.isPresent() ? read(vertx, path, name) : nothing())
        .map(values -> Stream.concat(Stream.of(new Source(name, values)), rest.stream()).toList());
  }

  private static Future<Map<String, String>> nothing() {
    return Future.succeededFuture(Map.of());
  }

  private static Future<Map<String, String>> read(Vertx vertx, String path, String name) {
    return vertx
        .fileSystem()
        .readFile(path)
        .recover(fault -> failed(name + " must be a readable file"))
        .compose(text -> parse(vertx, text, name));
  }

  // Processors, not a file store: that one fails where a file has nothing but comments.
  private static Future<Map<String, String>> parse(Vertx vertx, Buffer text, String name) {
    return Processors.get("yaml")
        .process(vertx, new JsonObject(), text)
        .recover(fault -> failed(name + " must be YAML of keys and values" + place(fault)))
        .map(tree -> tree == null ? Map.of() : flat(tree));
  }

  /** The last place that the parser names; its message also quotes the file, which has secrets. */
  private static String place(Throwable fault) {
    return PLACE
        .matcher(String.valueOf(fault.getMessage()))
        .results()
        .map(MatchResult::group)
        .reduce("", (first, last) -> "; see " + last);
  }

  private static <T> Future<T> failed(String fault) {
    return Future.failedFuture(new SettingsException(List.of(fault)));
  }

  /** From nested objects to dotted names; a key without a value has an empty text. */
  static Map<String, String> flat(JsonObject tree) {
    Map<String, String> values = new HashMap<>();
    flatten(Source.PREFIX, tree, values);
    return values;
  }

  private static void flatten(String prefix, JsonObject tree, Map<String, String> into) {
    for (Map.Entry<String, Object> entry : tree) {
      String name = prefix + entry.getKey();
      if (entry.getValue() instanceof JsonObject inner) {
        flatten(name + ".", inner, into);
      } else {
        into.put(name, entry.getValue() == null ? "" : entry.getValue().toString());
      }
    }
  }
}
