package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the dashboard, as they are served. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class DashboardIT {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final TestDatabase database;
  private final TestService service;

  DashboardIT(TestDatabase database) {
    this.database = database;
    this.service = start("auth.mode=api-key");
  }

  private TestService start(String... settings) {
    return TestService.start(
        database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")), settings);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/dashboard/app.js, text/javascript; charset=utf-8",
    "/dashboard/style.css, text/css; charset=utf-8",
    "/dashboard/lib/lit-html.js, text/javascript; charset=utf-8",
    "/dashboard/lib/async-directive.js, text/javascript; charset=utf-8",
    "/dashboard/lib/directives/repeat.js, text/javascript; charset=utf-8",
    "/dashboard/lib/uplot.js, text/javascript; charset=utf-8",
    "/dashboard/lib/uplot.css, text/css; charset=utf-8"
  })
  void anybodyGetsTheFiles(String path, String mediaType) {
    Answer file = service.get(path);
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.body()).isNotBlank();
    assertThat(file.header("content-type")).isEqualTo(mediaType);
    assertThat(file.header("content-security-policy")).isEqualTo(POLICY);
    assertThat(file.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(file.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(file.header("cache-control")).isEqualTo("private, no-cache");
    Answer head = service.send(service.request(path).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.header("etag")).isEqualTo(file.header("etag"));
    assertThat(head.body()).isEmpty();
    Answer held = service.send(service.request(path).header("if-none-match", file.header("etag")));
    assertThat(held.status()).isEqualTo(304);
    assertThat(held.header("content-security-policy")).isEqualTo(POLICY);
  }

  @Test
  void filesComePacked() {
    String path = "/dashboard/lib/uplot.js";
    int size = service.get(path).body().length();
    Answer packed = service.send(service.request(path).header("accept-encoding", "gzip"));
    assertThat(packed.header("content-encoding")).isEqualTo("gzip");
    assertThat(Integer.parseInt(packed.header("content-length"))).isLessThan(size / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/dashboard",
        "/dashboard/",
        "/dashboard/index.html",
        "/dashboard/lib",
        "/dashboard/app.js/",
        "/dashboard/app.js;x",
        "/dashboard/APP.JS",
        "/dashboard//app.js",
        "/dashboard/../logback.xml",
        "/dashboard/..%2flogback.xml",
        "/dashboard/%2e%2e/logback.xml",
        "/dashboard/..%5clogback.xml",
        "/dashboard/%00",
        "/dashboard/lib/lit-html.js.map",
        "/dashboard/lib/package.json",
        "/dashboard/lib/directives/unsafe-html.js",
        "/dashboard/lib/..%2fapp.js",
        "/META-INF/MANIFEST.MF"
      })
  void otherFilesAreNotFound(String path) throws IOException {
    RawHttp.get(service, path).problem(404);
  }

  @Test
  void parametersAreRefused() {
    assertThat(service.get("/dashboard/app.js?v=1").problem(400).getString("field")).isEqualTo("v");
  }

  @Test
  void itStaysWithTheApi() throws IOException {
    try (TestService apart = start("management.port=0")) {
      assertThat(apart.get("/").status()).isEqualTo(200);
      apart.getManagement("/nowhere").problem(404);
    }
  }

  @Test
  void itCanBeTurnedOff() throws IOException {
    try (TestService without = start("http.dashboard=false")) {
      for (String path : new String[] {"/", "/dashboard/app.js", "/dashboard/lib/lit-html.js"}) {
        RawHttp.get(without, path).problem(404);
      }
    }
  }
}
