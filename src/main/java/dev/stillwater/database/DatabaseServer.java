package dev.stillwater.database;

import dev.stillwater.config.DatabaseSettings;
import dev.stillwater.config.DatabaseUrl;
import io.vertx.pgclient.SslMode;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database is: elsewhere, or embedded where no URL is set.
 *
 * @param url serves requests
 * @param ownerUrl serves migrations and maintenance
 * @param embedded what this process runs itself
 */
public record DatabaseServer(
    DatabaseUrl url, DatabaseUrl ownerUrl, Optional<EmbeddedDatabase> embedded)
    implements AutoCloseable {

  /** Finds the database, and starts the embedded one where it is that. Blocking. */
  public static DatabaseServer open(DatabaseSettings settings) {
    return settings
        .url()
        .map(url -> new DatabaseServer(url, settings.ownerUrl().orElse(url), Optional.empty()))
        .orElseGet(() -> embedded(EmbeddedDatabase.open(settings.dataDirectory())));
  }

  private static DatabaseServer embedded(EmbeddedDatabase server) {
    DatabaseUrl url =
        new DatabaseUrl(
            server.host(),
            server.port(),
            server.database(),
            server.user(),
            "",
            SslMode.DISABLE,
            Optional.empty(),
            Map.of());
    return new DatabaseServer(url, url, Optional.of(server));
  }

  /** Stops the embedded database. Blocking. */
  @Override
  public void close() {
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
