package dev.stillwater.http;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.access.Role;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.Relay;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in to the dashboard with a key. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SessionIT {

  private static final String SESSION = "/session";
  private static final String STREAMS = "/api/v1/streams";
  private static final String PAUSE = "/api/v1/maintenance/pause";
  private static final String COOKIE = "stillwater-session=";
  private static final String UNKNOWN =
      "sw_0123456789ab_0123456789012345678901234567890123456789012";
  private static final String ATTRIBUTES = "; Path=/; HTTPOnly; SameSite=Strict";

  private final TestDatabase database;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T12:00:00Z"));
  private final TestService service;

  SessionIT(TestDatabase database) {
    this.database = database;
    this.service = start("auth.mode=api-key", "auth.recheck-after=200ms");
  }

  private TestService start(String... settings) {
    return TestService.start(database, clock, settings);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void onlyWhatTheRuleSays() throws IOException {
    Map<Role, String> own = new EnumMap<>(Role.class);
    Map<Role, String> others = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      String cookie = "Cookie: a=b; " + COOKIE + service.key(role) + "\r\n";
      own.put(role, cookie + "Sec-Fetch-Site: same-origin");
      others.put(role, cookie + "Sec-Fetch-Site: same-site\r\nOrigin: http://test:81");
    }
    String operate = service.key(Role.OPERATE);
    String revoked = service.key(Role.OPERATE);
    revoke(revoked);
    String same = "Origin: http://test";
    AccessMatrix matrix = new AccessMatrix(service);
    matrix.assertRoles(own);
    matrix.assertReadsOnly(others);
    matrix.assertNobody("unknown", "Cookie: " + COOKIE + UNKNOWN, same);
    matrix.assertNobody("revoked", "Cookie: " + COOKIE + revoked, same);
    matrix.assertNobody("empty", "Cookie: " + COOKIE, same);
    matrix.assertNobody("of another name", "Cookie: session=" + operate, same);
    matrix.assertNobody("a header beats it", "X-API-Key: x", "Cookie: " + COOKIE + operate, same);
  }

  private void revoke(String key) {
    assertThat(TestService.await(service.keys().revoke(key.substring(3, 15)))).isPresent();
  }

  @Test
  void aKeyBecomesACookie() {
    String key = service.key(Role.WRITE);
    Answer answer = signIn(service, key);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).isEqualTo(session("api-key", "write"));
    assertThat(answer.header("set-cookie")).isEqualTo(COOKIE + key + ATTRIBUTES);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(told(service, key)).isEqualTo(session("api-key", "write"));
    assertThat(get(STREAMS, key).status()).isEqualTo(200);
  }

  private static Answer signIn(TestService service, String key, String... headers) {
    HttpRequest.Builder request = service.request(SESSION).header("content-type", TestService.JSON);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return service.send(request.POST(ofString(new JsonObject().put("key", key).encode())));
  }

  private static JsonObject session(String auth, String role) {
    return new JsonObject().put("auth", auth).put("role", role);
  }

  private static JsonObject told(TestService service, String key) {
    Answer answer = service.send(service.request(SESSION).header("cookie", COOKIE + key));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    return answer.json();
  }

  private Answer get(String path, String key) {
    return service.send(service.request(path).header("cookie", COOKIE + key));
  }

  @ParameterizedTest
  @CsvSource({"x-forwarded-proto, https", "x-forwarded-proto, HTTPS"})
  void overTlsTheCookieStaysThere(String header, String value) {
    String key = service.key(Role.READ);
    assertThat(signIn(service, key, header, value).header("set-cookie"))
        .isEqualTo(COOKIE + key + "; Path=/; Secure; HTTPOnly; SameSite=Strict");
    String own = "https://127.0.0.1:" + service.port();
    assertThat(signIn(service, key, "origin", own).header("set-cookie")).contains("; Secure;");
    assertThat(signIn(service, key, header, "http").header("set-cookie")).doesNotContain("Secure");
  }

  @Test
  void whoSignsOutHasNoCookie() {
    Answer answer = service.send(service.request(SESSION).DELETE());
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("set-cookie"))
        .startsWith(COOKIE + "; Max-Age=0; Expires=")
        .endsWith(ATTRIBUTES);
  }

  @Test
  void aKeyThatIsNotGoodIsRefused() {
    String revoked = service.key(Role.OPERATE);
    revoke(revoked);
    for (String bad : List.of(UNKNOWN, revoked, "nothing", "a b", "é", "a;b", "\u0000")) {
      Answer answer = signIn(service, bad);
      assertThat(answer.problem(401).getString("detail")).doesNotContain(bad);
      assertThat(answer.header("set-cookie")).isNull();
    }
    assertThat(service.get(SESSION).json()).isEqualTo(session("api-key", null));
    assertThat(told(service, UNKNOWN)).isEqualTo(session("api-key", null));
  }

  @Test
  void aSessionEndsWithItsKey() {
    String key = service.key(Role.READ);
    assertThat(told(service, key)).isEqualTo(session("api-key", "read"));
    revoke(key);
    await().until(() -> get(STREAMS, key).status() == 401);
    assertThat(told(service, key)).isEqualTo(session("api-key", null));
  }

  @Test
  void headersGoFirst() {
    String read = service.key(Role.READ);
    HttpRequest.Builder request =
        service
            .request(SESSION)
            .header("x-api-key", read)
            .header("cookie", COOKIE + service.key(Role.OPERATE));
    assertThat(service.send(request).json()).isEqualTo(session("api-key", "read"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|key",
        "{\"key\":null}|key",
        "{\"key\":1}|key",
        "{\"key\":[\"a\"]}|key",
        "{\"key\":{}}|key",
        "{\"key\":\"\"}|key",
        "{\"key\":\"a\",\"more\":1}|more",
        "{\"more\":{\"key\":\"a\"}}|more",
        "{\"key\":\"a\",\"key\":\"b\"}|body",
        "{\"key\":\"a\"} 1|body",
        "{\"\\ud800\":1}|body",
        "{\"key\":\"\\ud800|body",
        "sw_secret|body",
        "[]|body",
        "\"a\"|body",
        "{\"key\":|body",
        "''|body"
      })
  void whatIsNoSignInIsRefused(String body, String field) {
    JsonObject problem = service.post(SESSION, TestService.JSON, body).problem(400);
    assertThat(problem.getString("field")).isEqualTo(field);
    assertThat(problem.encode()).doesNotContain("sw_secret");
  }

  @Test
  void itIsShortAndJson() {
    assertThat(signIn(service, "k".repeat(4001)).problem(400).getString("field")).isEqualTo("key");
    signIn(service, "k".repeat(4000)).problem(401);
    signIn(service, "k".repeat(9000)).problem(413);
    service.post(SESSION, "text/plain", "{\"key\":\"a\"}").problem(415);
    service.get(SESSION + "?key=a").problem(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sec-fetch-site: cross-site",
        "sec-fetch-site: same-site",
        "sec-fetch-site: none",
        "sec-fetch-site:",
        "origin: null",
        "origin:",
        "origin: http://test:81",
        "origin: http://test.example",
        "origin: http://example/test",
        "origin: http://x@test",
        "origin: ftp://test",
        "sec-fetch-site: cross-site\r\norigin: http://test"
      })
  void otherSitesDoNotAct(String elsewhere) throws IOException {
    String cookie = "cookie: " + COOKIE + service.key(Role.OPERATE);
    assertForbidden(RawHttp.head("POST", PAUSE, cookie, elsewhere));
    assertForbidden(RawHttp.head("DELETE", SESSION, cookie, elsewhere));
    assertForbidden(RawHttp.head("POST", SESSION, elsewhere));
    assertThat(RawHttp.get(service, STREAMS, cookie, elsewhere).status()).isEqualTo(200);
  }

  private void assertForbidden(String request) throws IOException {
    JsonObject problem = RawHttp.exchange(service, request).problem(403);
    assertThat(problem.getString("detail")).contains("same origin");
  }

  @Test
  void ownPagesAct() throws IOException {
    String cookie = "cookie: " + COOKIE + service.key(Role.OPERATE);
    for (String own :
        List.of(
            "sec-fetch-site: same-origin",
            "origin: http://test",
            "origin: https://TEST",
            // behind a proxy that asks for another host
            "sec-fetch-site: same-origin\r\norigin: https://stillwater.example")) {
      Answer answer = RawHttp.exchange(service, RawHttp.head("POST", PAUSE, cookie, own));
      assertThat(answer.status()).as(own).isEqualTo(200);
    }
    // whoever tells neither is no browser, and has a header for its key
    assertForbidden(RawHttp.head("POST", PAUSE, cookie));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ";",
        "=",
        "stillwater-session",
        "stillwater-session=",
        "stillwater-session=\"",
        "stillwater-session=\"\"",
        "stillwater-session=a b",
        "stillwater-session=a,b",
        "stillwater-session=%00",
        "stillwater-session=a\\b",
        "stillwater-session=é",
        "stillwater-session=a; stillwater-session=b",
        "$Version=1; stillwater-session=a; $Path=/",
        ";;;=;=;==stillwater-session==;"
      })
  void cookiesThatAreNoneAreNobodys(String cookie) throws IOException {
    RawHttp.get(service, STREAMS, "cookie: " + cookie).problem(401);
    Answer session = RawHttp.get(service, SESSION, "cookie: " + cookie);
    assertThat(session.json()).isEqualTo(session("api-key", null));
  }

  @Test
  void whereAnybodyMayEverythingThereIsNothingToSignInTo() {
    try (TestService open = start()) {
      assertThat(open.get(SESSION).json()).isEqualTo(session("none", "operate"));
      Answer answer = signIn(open, "anything");
      assertThat(answer.json()).isEqualTo(session("none", "operate"));
      assertThat(answer.header("set-cookie")).isNull();
    }
  }

  @Test
  void whileTheDatabaseIsAwayNobodyIsSentAway() {
    Relay relay = new Relay(database);
    String key = service.key(Role.OPERATE);
    try (TestService away = start(relay.setting(), "auth.mode=api-key")) {
      relay.close();
      await().until(() -> signIn(away, key).status() == 503);
      Answer answer = away.send(away.request(SESSION).header("cookie", COOKIE + key));
      answer.problem(503);
      assertThat(answer.header("retry-after")).isNotNull();
      assertThat(away.get(SESSION).json()).isEqualTo(session("api-key", null));
    } finally {
      relay.close();
    }
  }

  @Test
  void attemptsAreLimitedAsAllElse() {
    try (TestService paced = start("auth.mode=api-key", "http.rate-limit=1")) {
      signIn(paced, UNKNOWN).problem(401);
      signIn(paced, UNKNOWN).problem(429);
    }
  }
}
