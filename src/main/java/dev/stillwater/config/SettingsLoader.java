package dev.stillwater.config;

import static java.util.stream.Collectors.toMap;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads the settings from where they are kept, lowest precedence first: {@code
 * conf/stillwater.yaml}, {@code .env}, environment, system properties. Thread-safe.
 */
public final class SettingsLoader {

  private SettingsLoader() {}

  /** The settings, or a {@link SettingsException} with every fault. */
  public static Future<Settings> load(Vertx vertx) {
    return sources(vertx, Path.of(""))
        // off the event loop, for secrets may be in files
        .compose(sources -> vertx.executeBlocking(() -> Settings.of(sources)));
  }

  /**
   * The sources, lowest precedence first.
   *
   * @param directory where {@code conf/stillwater.yaml} and {@code .env} are looked for
   */
  public static Future<List<Source>> sources(Vertx vertx, Path directory) {
    return Future.all(
            vertx.executeBlocking(() -> dotenv(directory)),
            store(vertx, "environment", "env"),
            store(vertx, "system properties", "sys"))
        .compose(overrides -> SettingsFile.below(overrides.list(), vertx, directory));
  }

  private static Source dotenv(Path directory) {
    try {
      Dotenv dotenv =
          Dotenv.configure()
              .directory(directory.toAbsolutePath().toString())
              .ignoreIfMissing()
              .load();
      return new Source(
          ".env",
          dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE).stream()
              .collect(toMap(DotenvEntry::getKey, DotenvEntry::getValue)));
    } catch (DotenvException fault) {
      // its message quotes the line, which may hold a secret
      throw new SettingsException(List.of(".env must be a readable file of lines NAME=value"));
    }
  }

  private static Future<Source> store(Vertx vertx, String name, String type) {
    JsonObject raw = new JsonObject().put("raw-data", true).put("cache", false);
    ConfigStoreOptions store = new ConfigStoreOptions().setType(type).setConfig(raw);
    ConfigRetrieverOptions once = new ConfigRetrieverOptions().addStore(store).setScanPeriod(-1);
    ConfigRetriever retriever = ConfigRetriever.create(vertx, once);
    return retriever
        .getConfig()
        .eventually(retriever::close)
        .map(values -> new Source(name, texts(values)));
  }

  private static Map<String, String> texts(JsonObject values) {
    return values.stream().collect(toMap(Map.Entry::getKey, e -> e.getValue().toString()));
  }
}
