package dev.stillwater.config;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.config.spi.utils.Processors;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The containers of {@code conf/compose.yaml} may do little, and their secrets are in files. */
@ExtendWith(VertxExtension.class)
class ComposeTest {

  private static final Path FILE = Path.of("conf/compose.yaml");

  private JsonObject compose;

  @BeforeEach
  void read(Vertx vertx) throws IOException {
    Buffer text = Buffer.buffer(Files.readAllBytes(FILE));
    compose = Processors.get("yaml").process(vertx, new JsonObject(), text).await();
  }

  @Test
  void everyContainerIsConfined() {
    assertThat(services())
        .hasSize(2)
        .allSatisfy(
            (name, service) -> {
              assertThat(service.getBoolean("read_only")).isTrue();
              assertThat(texts(service, "cap_drop")).containsExactly("ALL");
              assertThat(texts(service, "security_opt")).containsExactly("no-new-privileges:true");
              assertThat(texts(service, "tmpfs")).contains("/tmp");
              assertThat(service.getString("mem_limit")).isNotBlank();
              assertThat(service.getString("restart")).isEqualTo("unless-stopped");
              assertThat(service.getMap()).doesNotContainKeys("privileged", "cap_add");
            });
  }

  @Test
  void onlyThisMachineReachesTheServiceAndNothingElseTheDatabase() {
    assertThat(texts(services().get("stillwater"), "ports")).containsExactly("127.0.0.1:3000:3000");
    JsonObject database = services().get("postgres");
    assertThat(database.getMap()).doesNotContainKeys("ports", "network_mode");
    assertThat(texts(database, "networks")).containsExactly("database");
    assertThat(compose.getJsonObject("networks").getJsonObject("database").getBoolean("internal"))
        .isTrue();
  }

  @Test
  void everyVariableIsASetting() {
    JsonObject environment = services().get("stillwater").getJsonObject("environment");
    assertThat(environment.getString("STILLWATER_AUTH_MODE")).isEqualTo("api-key");
    assertThat(environment.fieldNames()).hasSizeGreaterThan(2).isSubsetOf(variables());
  }

  @Test
  void secretsAreInFilesOnly() throws IOException {
    assertThat(compose.getJsonObject("secrets"))
        .allSatisfy(
            secret ->
                assertThat(secret.getValue())
                    .isEqualTo(new JsonObject().put("file", "./secrets/" + secret.getKey())));
    assertThat(Files.readString(FILE)).doesNotContain("://");
    for (JsonObject service : services().values()) {
      assertThat(service.getJsonObject("environment"))
          .filteredOn(variable -> variable.getKey().matches(".*(PASSWORD|URL).*"))
          .isNotEmpty()
          .allSatisfy(
              variable -> {
                assertThat(variable.getKey()).endsWith("_FILE");
                assertThat(texts(service, "secrets"))
                    .contains(variable.getValue().toString().replace("/run/secrets/", ""));
              });
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void secretsAreMadeOnce(@TempDir Path directory) throws IOException, InterruptedException {
    Path secrets = directory.resolve("secrets");
    assertThat(makeSecrets(secrets)).isZero();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
        .isEqualTo("rwx------");
    Map<String, Object> named = compose.getJsonObject("secrets").getMap();
    try (Stream<Path> files = Files.list(secrets)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named.keySet());
    }
    DatabaseUrl requests = url(secrets, "database-url");
    DatabaseUrl owner = url(secrets, "database-owner-url");
    assertThat(requests.user()).isEqualTo("stillwater_requests");
    assertThat(owner.user()).isEqualTo("stillwater_owner");
    assertThat(requests.password()).isEqualTo(secret(secrets, "requests-password"));
    assertThat(owner.password()).isEqualTo(secret(secrets, "owner-password"));
    assertThat(Set.of(owner.password(), requests.password(), secret(secrets, "postgres-password")))
        .hasSize(3)
        .allMatch(password -> password.matches("[0-9a-f]{64}"));

    assertThat(makeSecrets(secrets)).isNotZero();
    assertThat(secret(secrets, "owner-password")).isEqualTo(owner.password());
  }

  private static int makeSecrets(Path folder) throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "conf/make-secrets.sh", folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static DatabaseUrl url(Path secrets, String name) {
    return DatabaseUrl.parse(secret(secrets, name));
  }

  private static String secret(Path secrets, String name) {
    return SecretFile.read(secrets.resolve(name).toString());
  }

  private Map<String, JsonObject> services() {
    JsonObject services = compose.getJsonObject("services");
    return services.fieldNames().stream().collect(toMap(name -> name, services::getJsonObject));
  }

  private static Set<String> variables() {
    SettingsReader in = new SettingsReader(List.of());
    Settings.read(in);
    return in.settings().stream()
        .map(Setting::key)
        .flatMap(key -> Stream.of(Source.spellings(key), Source.fileSpellings(key)))
        .flatMap(List::stream)
        .collect(toSet());
  }

  private static List<String> texts(JsonObject object, String key) {
    return object.getJsonArray(key, new JsonArray()).stream().map(Object::toString).toList();
  }
}
