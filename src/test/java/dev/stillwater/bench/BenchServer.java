package dev.stillwater.bench;

import dev.stillwater.database.EmbeddedDatabase;
import dev.stillwater.testing.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A PostgreSQL that keeps what it has promised to keep: the one named by {@code BENCH_DATABASE_URL}
 * (with a superuser), else the embedded one, which unlike that of the tests is durable.
 */
record BenchServer(URI url, Optional<EmbeddedDatabase> embedded) implements AutoCloseable {

  private static final String SETTINGS =
      """
      SELECT name || ' ' || setting FROM pg_catalog.pg_settings
      WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers')
      ORDER BY name
      """;

  static BenchServer open() {
    String given = Objects.requireNonNullElse(System.getenv("BENCH_DATABASE_URL"), "");
    BenchServer server =
        given.isBlank()
            ? embedded(directory())
            : new BenchServer(URI.create(given), Optional.empty());
    server.report();
    return server;
  }

  private static Path directory() {
    return Path.of(System.getProperty("bench.directory"));
  }

  private static BenchServer embedded(Path directory) {
    EmbeddedDatabase database = EmbeddedDatabase.open(directory.resolve("postgres"));
    String url =
        "postgresql://%s:none@%s:%d/%s"
            .formatted(database.user(), database.host(), database.port(), database.database());
    return new BenchServer(URI.create(url), Optional.of(database));
  }

  private void report() {
    try (TestDatabase database = create()) {
      System.out.println("PostgreSQL: " + String.join(", ", database.column(SETTINGS)));
    }
  }

  TestDatabase create() {
    return TestDatabase.on(url);
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedDatabase::close);
  }
}
