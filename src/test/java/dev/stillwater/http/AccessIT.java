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
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may what, where callers have keys. */
@ExtendWith(DatabaseExtension.class)
class AccessIT {

  private static final String STREAMS = "/api/v1/streams";
  private static final String EVENTS = "/api/v1/events";
  private static final String KEY = "X-API-Key";
  private static final String UNKNOWN =
      "sw_0123456789ab_0123456789012345678901234567890123456789012";

  private final TestDatabase database;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-28T12:00:00Z"));
  private TestService service;

  AccessIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    service = start("auth.recheck-after=200ms");
  }

  private TestService start(String... settings) {
    String[] all = new String[settings.length + 1];
    all[0] = "auth.mode=api-key";
    System.arraycopy(settings, 0, all, 1, settings.length);
    return TestService.start(database, clock, all);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void onlyWhatTheRuleSays() throws IOException {
    Map<Role, String> roles = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      roles.put(role, "Authorization: Bearer " + service.key(role));
    }
    String operate = service.key(Role.OPERATE);
    AccessMatrix matrix = new AccessMatrix(service);
    matrix.assertNobody("none");
    matrix.assertNobody("unknown", "X-API-Key: " + UNKNOWN);
    matrix.assertNobody("no key", "Authorization: Bearer secret");
    matrix.assertNobody("another scheme", "Authorization: Basic " + operate);
    matrix.assertNobody("empty", "Authorization:");
    matrix.assertNobody("wrong", "X-API-Key: " + changed(operate));
    matrix.assertNobody("revoked", "X-API-Key: " + revoked());
    matrix.assertNobody("expired", "X-API-Key: " + expired());
    matrix.assertNobody("twice", "X-API-Key: " + operate, "X-API-Key: " + operate);
    matrix.assertNobody("in two", "X-API-Key: " + operate, "Authorization: Bearer " + operate);
    matrix.assertRoles(roles);
    matrix.assertNoTricks("none", null);
    matrix.assertNoTricks("read", Role.READ, roles.get(Role.READ));
    matrix.assertNoTricks("write", Role.WRITE, roles.get(Role.WRITE));
  }

  private static String changed(String key) {
    return key.substring(0, key.length() - 2) + (key.endsWith("AA") ? "BB" : "AA");
  }

  private String revoked() {
    String key = service.key(Role.OPERATE);
    revoke(key);
    return key;
  }

  private void revoke(String key) {
    assertThat(TestService.await(service.keys().revoke(key.substring(3, 15)))).isPresent();
  }

  private String expired() {
    Optional<Instant> end = Optional.of(clock.instant());
    return TestService.await(service.keys().create(Role.OPERATE, "", end));
  }

  @Test
  void refusalsTellWhatIsNeededAndNoMore() throws IOException {
    Answer nobody = service.get(STREAMS);
    nobody.problem(401);
    assertThat(nobody.header("www-authenticate")).isEqualTo("Bearer realm=\"stillwater\"");
    Answer wrong = get(STREAMS, UNKNOWN);
    Answer late = get(STREAMS, expired());
    assertThat(List.of(wrong.json(), late.json())).containsOnly(nobody.json());
    Answer reader = put(service, "s", service.key(Role.READ));
    assertThat(reader.problem(403).getString("detail"))
        .isEqualTo("this takes the role write, the credential has read");
    service.get("/nowhere").problem(404);
    service.get("/api/v1").problem(404);
    service.send(service.request(STREAMS).DELETE()).problem(405);
  }

  @Test
  void isRefusedBeforeTheBodyIsRead() throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(RawHttp.head("POST", EVENTS, "content-length: 1000"));
      http.receive().problem(401);
    }
  }

  @Test
  void theBodyIsThereOnceTheKeyIsFound() {
    String name = "n".repeat(1 << 20);
    String body =
        new JsonObject()
            .put("streamId", "s")
            .put("eventType", "t")
            .put("payload", new JsonObject().put("name", name))
            .encode();
    for (int i = 0; i < 5; i++) {
      Answer answer =
          service.send(
              service
                  .request(EVENTS)
                  .header(KEY, service.key(Role.WRITE))
                  .header("content-type", TestService.JSON)
                  .POST(ofString(body)));
      assertThat(answer.json()).isEqualTo(new JsonObject("{\"accepted\":1,\"duplicates\":0}"));
    }
  }

  @Test
  void keysEnd() {
    Instant end = clock.instant().plusSeconds(60);
    String shortLived = TestService.await(service.keys().create(Role.READ, "", Optional.of(end)));
    String revoked = service.key(Role.READ);
    String good = service.key(Role.READ);
    assertThat(get(STREAMS, shortLived).status()).isEqualTo(200);
    assertThat(get(STREAMS, revoked).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(60));
    get(STREAMS, shortLived).problem(401);
    revoke(revoked);
    await().until(() -> get(STREAMS, revoked).status() == 401);
    assertThat(get(STREAMS, good).status()).isEqualTo(200);
  }

  @Test
  void whatIsOpenIsOpenToAll() {
    service.get("/metrics").problem(401);
    assertThat(get("/metrics", service.key(Role.READ)).status()).isEqualTo(200);
    try (TestService open = start("auth.open-metrics=true")) {
      assertThat(open.get("/metrics").status()).isEqualTo(200);
      open.get(STREAMS).problem(401);
    }
  }

  @Test
  void healthAndMetricsMayHaveAPortOfTheirOwn() throws IOException {
    try (TestService apart = start("management.port=0", "auth.open-metrics=true")) {
      assertThat(apart.getManagement("/health/live").status()).isEqualTo(200);
      assertThat(apart.getManagement("/health/ready").status()).isEqualTo(200);
      assertThat(apart.getManagement("/metrics").status()).isEqualTo(200);
      apart.getManagement("/nowhere").problem(404);
      assertNotThere(apart, "/health/live");
      assertNotThere(apart, "/metrics");
      apart.get(STREAMS).problem(401);
    }
    try (TestService closed = start("management.port=0")) {
      closed.getManagement("/metrics").problem(401);
    }
  }

  // by the contract they are there, on whatever port
  private static void assertNotThere(TestService service, String path) throws IOException {
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(RawHttp.head("GET", path));
      assertThat(http.receiveStatus()).isEqualTo(404);
    }
  }

  @Test
  void aKeyThatIsKnownReadsWhatIsHeldWhileTheDatabaseIsAway() {
    Relay relay = new Relay(database);
    String known = service.key(Role.OPERATE);
    String unknown = service.key(Role.OPERATE);
    String month = "/api/v1/snapshots/held/2026-11";
    assertThat(put(service, "held", known).status()).isEqualTo(201);
    assertThat(maintain(service, known).status()).isEqualTo(200);
    clock.advance(Duration.ofDays(5));
    // another than the one that has captured, which is told of that some time and forgets
    try (TestService held = start(relay.setting(), "auth.recheck-after=100ms")) {
      assertThat(get(held, month, known).status()).isEqualTo(200);
      relay.close();
      await().until(() -> get(held, STREAMS, known).status() == 503);
      Answer cached = get(held, month, known);
      assertThat(cached.status()).as(cached.body()).isEqualTo(200);
      get(held, month, unknown).problem(503);
      get(held, month, "nothing").problem(401);
    } finally {
      relay.close();
    }
  }

  @Test
  void linesAndEventsComeToThoseWhoMay() throws IOException {
    String key = service.key(Role.WRITE);
    assertThat(put(service, "s", key).status()).isIn(200, 201);
    assertThat(maintain(service, service.key(Role.OPERATE)).status()).isEqualTo(200);
    Answer lines =
        service.send(
            service
                .request("/api/v1/snapshots?month=2026-11")
                .header(KEY, key)
                .header("accept", TestService.NDJSON));
    assertThat(lines.body().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"streamId"));
    try (RawHttp http = RawHttp.connect(service)) {
      http.send(RawHttp.head("GET", "/api/v1/maintenance/events", KEY + ": " + key));
      assertThat(http.receiveHead().get("content-type")).isEqualTo("text/event-stream");
    }
  }

  private Answer get(String path, String key) {
    return get(service, path, key);
  }

  private static Answer get(TestService service, String path, String key) {
    return service.send(service.request(path).header(KEY, key));
  }

  private static Answer put(TestService service, String stream, String key) {
    return service.send(
        service
            .request(STREAMS + "/" + stream)
            .header(KEY, key)
            .header("content-type", TestService.JSON)
            .PUT(ofString("{\"state\": {}}")));
  }

  private static Answer maintain(TestService service, String key) {
    return service.send(
        service.request("/api/v1/snapshots/maintenance").header(KEY, key).POST(ofString("")));
  }
}
