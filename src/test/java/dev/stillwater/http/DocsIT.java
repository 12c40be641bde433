package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract as it is served, and its page. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DocsIT {

  private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("https?://|<style|<script>| on\\w+=");

  private final TestDatabase database;
  private final TestService service;

  DocsIT(TestDatabase database) {
    this.database = database;
    this.service = start();
  }

  private TestService start(String... settings) {
    return TestService.start(
        database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")), settings);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void theContractIsServedAsItIs() throws IOException {
    Answer answer = service.get("/openapi.yaml");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/yaml");
    try (InputStream file = DocsIT.class.getResourceAsStream("/openapi.yaml")) {
      assertThat(answer.body()).isEqualTo(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
    Answer again =
        service.send(
            service.request("/openapi.yaml").header("if-none-match", answer.header("etag")));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void thePageAndAllThatItAsksForComeFromHere() {
    Answer page = service.get("/docs");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("content-security-policy"))
        .startsWith("default-src 'none'; script-src 'self';")
        .doesNotContain("script-src 'self' ", "unsafe-eval", "http");
    assertThat(page.body()).doesNotContainPattern(ELSEWHERE);
    List<String> references =
        REFERENCE
            .matcher(page.body())
            .results()
            .map(reference -> reference.group(1))
            .filter(reference -> !reference.equals("data:,"))
            .toList();
    assertThat(references).hasSize(3);
    for (String reference : references) {
      Answer file = service.get(reference);
      assertThat(file.status()).as(reference).isEqualTo(200);
      assertThat(file.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(file.body()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/swagger-ui-standalone-preset.js",
        "/docs/swagger-ui-bundle.js.LICENSE.txt",
        "/docs/index.html",
        "/docs/../openapi.yaml",
        "/docs/..%2fopenapi.yaml",
        "/docs/%2e%2e/openapi.yaml",
        "/docs/..%5copenapi.yaml",
        "/docs//start.js",
        "/docs/start.js/x",
        "/docs/start.js;x",
        "/docs/START.JS",
        "/DOCS",
        "/META-INF/MANIFEST.MF",
        "/docs/logback.xml",
        "/webjars/swagger-ui/swagger-ui.css"
      })
  void otherFilesAreNotFound(String path) throws IOException {
    RawHttp.get(service, path).problem(404);
  }

  @Test
  void itCanBeTurnedOff() {
    try (TestService without = start("http.docs=false")) {
      for (String path : List.of("/openapi.yaml", "/docs", "/docs/start.js")) {
        without.get(path).problem(404);
      }
    }
  }
}
