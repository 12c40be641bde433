package dev.stillwater.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server that this JVM tests against: the one named by {@code TEST_DATABASE_URL},
 * else PostgreSQL 15 in a container where Docker answers, else an embedded one. {@code
 * TEST_DATABASE} forces {@code container} or {@code embedded}. A server that was started here ends
 * with the JVM.
 */
record TestServer(String kind, String host, int port, String user, String password, String admin) {

  private static final String CONNECTIONS = "300";

  /** Starts the server at the first call. */
  static TestServer get() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final TestServer SERVER = choose(System.getenv());

    static {
      System.out.printf(
          "Tests run against PostgreSQL at %s:%d (%s)%n", SERVER.host, SERVER.port, SERVER.kind);
    }
  }

  private static TestServer choose(Map<String, String> environment) {
    String url = environment.getOrDefault("TEST_DATABASE_URL", "");
    if (!url.isBlank()) {
      return given(URI.create(url));
    }
    String forced = environment.getOrDefault("TEST_DATABASE", "");
    return switch (forced) {
      case "container" -> container();
      case "embedded" -> embedded();
      case "" -> DockerClientFactory.instance().isDockerAvailable() ? container() : embedded();
      default ->
          throw new IllegalArgumentException(
              "TEST_DATABASE must be container or embedded, not " + forced);
    };
  }

  static TestServer given(URI url) {
    String[] credentials = url.getUserInfo().split(":", 2);
    int port = url.getPort() < 0 ? 5432 : url.getPort();
    String admin = url.getPath().substring(1);
    String password = credentials.length == 2 ? credentials[1] : "";
    return new TestServer("given", url.getHost(), port, credentials[0], password, admin);
  }

  @SuppressWarnings("resource") // it lives as long as the JVM
  private static TestServer container() {
    PostgreSQLContainer container =
        new PostgreSQLContainer("postgres:15")
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=" + CONNECTIONS);
    container.start();
    Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
    return new TestServer(
        "container",
        container.getHost(),
        container.getFirstMappedPort(),
        container.getUsername(),
        container.getPassword(),
        container.getDatabaseName());
  }

  // else roles of tests would get in with any password
  private static void requirePasswords(File dataDirectory) {
    String rules =
        "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n";
    try {
      Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("resource") // it stops itself at the end of the JVM and removes its files
  private static TestServer embedded() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setPGStartupWait(Duration.ofSeconds(60))
              .setServerConfig("max_connections", CONNECTIONS)
              .setDataDirectoryCustomizer(TestServer::requirePasswords)
              .start();
      return new TestServer(
          "embedded", "127.0.0.1", server.getPort(), "postgres", "postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
