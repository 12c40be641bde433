package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands as an operator meets them. */
@ExtendWith(DatabaseExtension.class)
class KeysCommandIT {

  private final TestDatabase database;
  @TempDir private Path directory;

  KeysCommandIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void createsAndListsAndRevokes() {
    String key = keys(0, "create", "--role", "write", "--name", "billing", "--expires", "90d");
    assertThat(key).matches("[A-Za-z0-9_-]{40,}\n");
    keys(0, "create", "--role", "read");
    List<JsonObject> listed = keys(0, "list").lines().map(JsonObject::new).toList();
    assertThat(listed).hasSize(2);
    assertThat(listed.get(0).getString("name")).isEqualTo("billing");
    assertThat(listed.get(0).getString("role")).isEqualTo("write");
    assertThat(listed.get(0).getInstant("expiresAt"))
        .isAfter(listed.get(0).getInstant("createdAt"));
    assertThat(listed.get(1).getString("role")).isEqualTo("read");
    assertThat(listed.get(1).getString("expiresAt")).isNull();

    String id = listed.get(0).getString("id");
    JsonObject revoked = new JsonObject(keys(0, "revoke", id));
    assertThat(revoked.getInstant("revokedAt")).isNotNull();
    assertThat(new JsonObject(keys(0, "revoke", id))).isEqualTo(revoked);
    assertThat(keys(1, "revoke", "0123456789ab")).isEmpty();
    assertThat(secretsOf(key)).as("what the database holds").isEmpty();
  }

  @Test
  void aKeyOpensAServiceThatTellsOfItsHealthWithoutOne() throws Exception {
    String key = keys(0, "create", "--role", "read").strip();
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL",
            database.url(),
            "STILLWATER_AUTH_MODE",
            "api-key",
            "STILLWATER_HTTP_PORT",
            "0",
            "STILLWATER_MANAGEMENT_PORT",
            Integer.toString(freePort()));
    try (Child service = Child.start(directory, settings)) {
      HttpRequest request =
          HttpRequest.newBuilder(service.uri("/api/v1/streams")).header("X-API-Key", key).build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      assertThat(service.get("/api/v1/streams")).contains("\"status\":401");
      try (Child health = Child.start(directory, settings, "health")) {
        assertThat(health.exitCode()).as(health::toString).isZero();
      }
      assertThat(service.stop()).isZero();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private List<String> secretsOf(String key) {
    String secret = key.strip().substring(key.strip().length() - 43);
    return database.column(
        "SELECT k::text FROM stillwater.api_key k WHERE k::text LIKE '%" + secret + "%'");
  }

  @Test
  void tellsWhatIsMisused() {
    assertThat(told("create")).contains("--role");
    assertThat(told("create", "--role", "READ")).contains("neither read, write nor operate");
    assertThat(told("create", "--role", "read", "--expires", "soon")).contains("as 90d");
    assertThat(told("create", "--role", "read", "--expires", "2020-01-01")).contains("future");
    assertThat(told()).contains("create, list or revoke");
  }

  private String told(String... arguments) {
    try (Child child = keys(arguments)) {
      assertThat(child.exitCode()).as(child::toString).isEqualTo(2);
      assertThat(child.out()).isEmpty();
      return child.err();
    }
  }

  private String keys(int exitCode, String... arguments) {
    try (Child child = keys(arguments)) {
      assertThat(child.exitCode()).as(child::toString).isEqualTo(exitCode);
      return child.out();
    }
  }

  private Child keys(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "keys";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Child.start(directory, Map.of("DATABASE_URL", database.url()), all);
  }
}
