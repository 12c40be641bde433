package dev.stillwater;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of components that the build makes is of what the program is made of. */
class SbomIT {

  private static final Path TARGET = Path.of("target");

  private final List<JsonObject> components = components();

  @Test
  void isOfWhatRuns() {
    assertThat(components)
        .extracting(component -> component.getString("name"))
        .contains("vertx-core")
        .doesNotContain("assertj-core", "testcontainers");
  }

  @Test
  void hasEveryJar() throws IOException {
    assertThat(jars()).isNotEmpty().allSatisfy(jar -> assertThat(hashes()).contains(hash(jar)));
  }

  @Test
  void tellsVersionsAndLicenses() {
    assertThat(components)
        .allSatisfy(
            component -> {
              assertThat(component.getString("purl")).startsWith("pkg:maven/").contains("@");
              assertThat(component.getJsonArray("licenses")).isNotEmpty();
            });
  }

  private static List<JsonObject> components() {
    try {
      return Buffer.buffer(Files.readAllBytes(TARGET.resolve("stillwater-sbom.json")))
          .toJsonObject()
          .getJsonArray("components")
          .stream()
          .map(JsonObject.class::cast)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("./mvnw package makes it", e);
    }
  }

  // by the manifest: beside these there may be those of earlier builds
  private static List<Path> jars() throws IOException {
    try (JarFile jar = new JarFile(TARGET.resolve("stillwater.jar").toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return Stream.of(classPath.split(" ")).map(TARGET::resolve).toList();
    }
  }

  private Set<String> hashes() {
    return components.stream()
        .flatMap(component -> component.getJsonArray("hashes").stream())
        .map(JsonObject.class::cast)
        .filter(hash -> "SHA-256".equals(hash.getString("alg")))
        .map(hash -> hash.getString("content"))
        .collect(toSet());
  }

  private static String hash(Path jar) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      return HexFormat.of().formatHex(hash);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
