package dev.stillwater;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users meet it: a process with arguments, settings, outputs and an end. */
class ProgramIT {

  private static final String SERVE = "serve";
  private static final String PASSWORD = "p@ss:w/rd%+ ü";
  private static final Pattern STOPPING = Pattern.compile("are being stopped");

  private final HttpClient http = HttpClient.newBuilder().version(HTTP_1_1).build();
  private final List<Child> children = new ArrayList<>();
  private TestDatabase database;
  @TempDir private Path directory;

  @BeforeEach
  void createDatabase() {
    database = TestDatabase.create();
  }

  @AfterEach
  void endAll() {
    children.forEach(Child::close);
    database.close();
  }

  @Test
  void tellsOfItself() {
    Child help = start(Map.of(), "--help");
    Child version = start(Map.of(), "--version");
    Child unknown = start(Map.of(), "serv");
    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("serve", "migrate", "maintain", "verify", "health", "--version");
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("stillwater ");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("'serv'").doesNotContain("\tat ");
    assertThat(List.of(help.err(), version.err(), unknown.out())).containsOnly("");
  }

  @Test
  void namesEveryBadSettingAtOnce() throws IOException {
    Path conf = Files.createDirectory(directory.resolve("conf"));
    Files.writeString(
        conf.resolve("stillwater.yaml"), "http:\n  port: 99999\n  host: 0.0.0.0\nretnetion: 3\n");
    Map<String, String> settings =
        Map.of("STILLWATER_ZONE", "Mars", "DATABASE_URL", "postgres://me:sec@ret@db/app");
    for (Child child : List.of(start(settings, SERVE), start(settings, "health"))) {
      assertThat(child.exitCode()).isEqualTo(2);
      assertThat(child.err().lines())
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).contains("http.port (conf/stillwater.yaml) must be"),
              line -> assertThat(line).contains("http.host (conf/stillwater.yaml) must be a loop"),
              line -> assertThat(line).contains("database.url (environment) must be a URL"),
              line -> assertThat(line).contains("zone (environment) must be a time zone"),
              line -> assertThat(line).contains("retnetion (conf/stillwater.yaml) is not a sett"));
      assertThat(child.toString()).startsWith("stillwater: ").doesNotContain("sec@", "ret@");
    }
  }

  @Test
  void tellsWhyItHasNoDatabase() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int closed = freePort();
      Child refused = start(at("postgres://me:secret@127.0.0.1:%d/app".formatted(closed)), SERVE);
      Child unanswered =
          start(
              with(
                  at("postgres://me:secret@127.0.0.1:%d/app".formatted(silent.getLocalPort())),
                  "STILLWATER_DATABASE_CONNECT_TIMEOUT",
                  "1s"),
              "migrate");
      assertFailed(refused, "127.0.0.1:" + closed, "Connection refused");
      assertFailed(unanswered, "127.0.0.1:" + silent.getLocalPort(), "timed out");
      assertThat(refused.log()).contains("Caused by: java.net.ConnectException");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void tellsWhereEventLoopsAreSlower() {
    Map<String, String> settings = with(own(), "STILLWATER_HTTP_PORT", "0");
    Child slower = serve(with(settings, "JAVA_TOOL_OPTIONS", "-Dio.netty.transport.noNative=true"));
    Child normal = serve(settings);
    assertThat(slower.out()).containsOnlyOnce("WARN  EventLoops - ").contains("noNative");
    assertThat(normal.out()).doesNotContain("EventLoops");
  }

  @Test
  void migratesByEveryFormOfUrlAtOnceAndAgain() {
    database.execute(
        """
        DO $$ BEGIN
          CREATE ROLE "app@%%" LOGIN PASSWORD '%s';
          EXECUTE format('ALTER DATABASE %%I OWNER TO "app@%%%%"', current_database());
        END $$
        """
            .formatted(PASSWORD));
    try {
      String address = database.url().replaceFirst(".*@", "");
      String user = encode("app@%");
      String secret = encode(PASSWORD);
      String url = "postgres://%s:%s@%s".formatted(user, secret, address);
      Stream.of(
              url,
              "postgresql://%s:%s@%s".formatted(user, secret, address),
              "jdbc:postgresql://%s?user=%s&password=%s".formatted(address, user, secret))
          .map(form -> start(at(form), "migrate"))
          .toList()
          .forEach(ProgramIT::assertMigrated);
      Child again = start(at(url), "migrate");
      Child elsewhere = start(with(at(url), "STILLWATER_ZONE", "Asia/Tokyo"), "migrate");
      Child stranger = start(at(url.replace(secret, "wrong")), "migrate");
      assertMigrated(again);
      assertFailed(elsewhere, "Asia/Tokyo", "those of zone UTC");
      assertFailed(stranger, "password authentication failed for user \"app@%\"");
    } finally {
      database.execute("REASSIGN OWNED BY \"app@%\" TO CURRENT_USER");
      database.execute("DROP OWNED BY \"app@%\"; DROP ROLE \"app@%\"");
    }
  }

  private static void assertMigrated(Child child) {
    assertThat(child.exitCode()).as(child::toString).isZero();
    assertThat(child.out()).isEmpty();
    assertThat(child.err()).doesNotContain(PASSWORD, encode(PASSWORD));
  }

  @Test
  void plansRestoresAndReleasesMonths() {
    assertThat(start(own(), "migrate").exitCode()).isZero();
    database.execute(
        """
        INSERT INTO stillwater.event_log (stream_id, event_type, occurred_at)
        VALUES ('a', 'made', '2026-01-10T00:00:00Z')
        """);
    Child plan = start(own(), "plan");
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out()).contains("\"how\":\"BATCHES\"", "\"rows\":1");
    assertThat(start(own(), "maintain").exitCode()).isZero();

    Child restored = start(own(), "restore", "2026-01");
    assertThat(restored.exitCode()).isZero();
    assertThat(restored.out())
        .contains("\"month\":\"2026-01\"", "\"held\":true", "\"eventsRestored\":1");
    assertThat(database.count("SELECT count(*) FROM stillwater.event_log")).isEqualTo(1);
    assertThat(start(own(), "release", "2026-01").exitCode()).isZero();
    assertThat(start(own(), "maintain").exitCode()).isZero();
    assertThat(database.count("SELECT count(*) FROM stillwater.event_log")).isZero();

    assertFailed(start(own(), "restore", "2025-01"), "nothing of this month is archived");
    Child misused = start(own(), "restore", "2026-1");
    assertThat(misused.exitCode()).isEqualTo(2);
    assertThat(misused.err()).contains("'2026-1' is no month as YYYY-MM");
  }

  @Test
  void maintainsOnceAtATime() throws SQLException {
    assertThat(start(own(), "migrate").exitCode()).isZero();
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a'), ('b')");
    database.execute(
        """
        INSERT INTO stillwater.event_log (stream_id, event_type, occurred_at)
        SELECT 'a', 'made', now() - make_interval(months => n) FROM generate_series(0, 9) AS n
        """);
    Child first;
    try (Connection holder = holding("LOCK TABLE stillwater.stream")) {
      first = start(own(), "maintain");
      await().until(() -> database.count("SELECT count(*) FROM stillwater.maintenance_run") == 1);
      assertFailed(start(own(), "maintain"), "a maintenance run is going already");
    }
    assertThat(first.exitCode()).as(first::toString).isZero();
    assertThat(first.out().lines()).hasSize(1);
    JsonObject run = new JsonObject(first.out());
    assertThat(run.getString("status")).isEqualTo("SUCCEEDED");
    assertThat(run.getString("trigger")).isEqualTo("CLI");
    assertThat(run.getLong("snapshotsCreated")).isEqualTo(2);
    long archived = database.count("SELECT count(*) FROM stillwater.stream_archive");
    assertThat(run.getLong("eventsArchived")).isEqualTo(archived).isPositive();
    assertThat(first.err()).contains("captured 2 streams");
    assertThat(snapshotLines(first))
        .anyMatch(line -> line.contains("run 1 started by CLI, month " + present()))
        .anyMatch(line -> line.contains("run 1 captured 2 streams for") && line.contains("2 new"))
        .anyMatch(line -> line.contains("run 1 succeeded, " + archived + " events of "))
        .anyMatch(line -> line.contains("ERROR") && line.contains("is going already"));
    assertTellsWhyItFailed();
  }

  private void assertTellsWhyItFailed() {
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('c')");
    database.execute("ALTER TABLE stillwater.stream_snapshot ADD CHECK (stream_id <> 'c')");
    Child failed = start(own(), "maintain");
    assertThat(failed.exitCode()).isEqualTo(1);
    JsonObject run = new JsonObject(failed.out());
    assertThat(run.getString("status")).isEqualTo("FAILED");
    String cause = "stream_snapshot_stream_id_check";
    assertThat(run.getString("error")).contains(cause);
    assertThat(snapshotLines(failed))
        .anyMatch(
            line ->
                line.contains("ERROR")
                    && line.contains("run " + run.getLong("runId") + " failed")
                    && line.contains(cause));
  }

  @Test
  void finishesRequestsInFlightWhenItIsStopped() throws Exception {
    String port = Integer.toString(freePort());
    Map<String, String> settings = with(own(), "STILLWATER_HTTP_PORT", port);
    Child nothingRuns = start(settings, "health");
    assertThat(nothingRuns.exitCode()).isEqualTo(1);

    Child service = serve(settings);
    assertThat(service.port()).hasToString(port);
    assertThat(snapshotLines(service)).anyMatch(line -> line.contains("is next due at "));
    Child healthy = start(settings, "health");
    Child second = start(settings, SERVE);
    assertThat(healthy.exitCode()).as(healthy::toString).isZero();
    assertFailed(second, "127.0.0.1:" + port, "in use");

    assertThat(put(service, "held").get().statusCode()).isEqualTo(201);
    CompletableFuture<HttpResponse<String>> inFlight;
    try (Connection holder = holding("SELECT FROM stillwater.stream FOR UPDATE")) {
      inFlight = put(service, "held");
      awaitLockWait();
      service.terminate();
      service.awaitLine(STOPPING);
    }
    assertThat(inFlight.get().statusCode()).isEqualTo(200);
    assertThat(service.stop()).as(service::toString).isZero();
  }

  @Test
  void breaksOffMaintenanceWhenItIsStopped() throws Exception {
    Child service =
        serve(
            with(
                with(own(), "STILLWATER_HTTP_PORT", "0"),
                "STILLWATER_DATABASE_LOCK_TIMEOUT",
                "60s"));
    try (Connection holder = holding("LOCK TABLE stillwater.stream")) {
      CompletableFuture<HttpResponse<String>> waiting = maintenance(service);
      awaitLockWait();
      assertThat(service.stop()).as(service::toString).isZero();
      assertThat(waiting.get().statusCode()).isEqualTo(500);
      assertThat(database.column("SELECT status FROM stillwater.maintenance_run"))
          .containsExactly("FAILED");
    }
  }

  @Test
  void hasHistoryAndKeepsItWithoutADatabaseOfItsOwn() throws Exception {
    Map<String, String> settings = Map.of("STILLWATER_HTTP_PORT", "0");
    Child first = serve(settings);
    String history = get(first, "/api/v1/snapshots/payments-aurora");
    assertThat(new JsonObject(history).getJsonArray("snapshots")).hasSize(17);
    // of the oldest month no run has seen an event
    assertThat(get(first, "/api/v1/streams/payments-aurora/events"))
        .contains("\"occurredAt\":\"" + YearMonth.now(ZoneOffset.UTC).minusMonths(18));
    assertThat(put(first, "mine").get().statusCode()).isEqualTo(201);
    JsonObject run = new JsonObject(maintenance(first).get().body());
    assertThat(run.getLong("eventsArchived")).isPositive();
    String archive = get(first, "/api/v1/snapshots/payments-aurora/archive");
    first.kill();

    Child second = serve(settings);
    assertThat(get(second, "/api/v1/snapshots/payments-aurora/archive")).isEqualTo(archive);
    assertThat(get(second, "/api/v1/snapshots/payments-aurora?before=" + present()))
        .isEqualTo(history);
    assertThat(get(second, "/api/v1/streams/mine")).contains("\"streamId\":\"mine\"");
    assertThat(second.stop()).as(second::toString).isZero();
    assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
  }

  private Child start(Map<String, String> settings, String... arguments) {
    Child child = Child.start(directory, settings, arguments);
    children.add(child);
    return child;
  }

  private Child serve(Map<String, String> settings) {
    Child service = start(settings, SERVE);
    service.port();
    return service;
  }

  /** It has ended with one sentence that tells no secret. */
  private static void assertFailed(Child child, String... reasons) {
    assertThat(child.exitCode()).isEqualTo(1);
    List<String> sentences =
        child.err().lines().filter(line -> line.startsWith("stillwater: ")).toList();
    assertThat(sentences).singleElement().asString().contains(reasons);
    assertThat(child.toString()).doesNotContain("\tat ", "secret", PASSWORD);
  }

  private Map<String, String> own() {
    return at(database.url());
  }

  private static Map<String, String> at(String url) {
    return Map.of("DATABASE_URL", url);
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(name, value);
    return more;
  }

  /** What {@code grep snapshot logs/app.log} shows. */
  private static List<String> snapshotLines(Child child) {
    return child.log().lines().filter(line -> line.contains("snapshot")).toList();
  }

  private static String present() {
    return YearMonth.now(ZoneOffset.UTC).toString();
  }

  /** A transaction that holds what a statement locks, until it is closed. */
  private Connection holding(String statement) throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    connection.createStatement().execute(statement);
    return connection;
  }

  private void awaitLockWait() {
    await()
        .until(
            () ->
                database.count(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                    > 0);
  }

  private String get(Child service, String path) throws Exception {
    return send(service, HttpRequest.newBuilder(), path).get().body();
  }

  private CompletableFuture<HttpResponse<String>> put(Child service, String streamId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .header("content-type", "application/json")
            .PUT(BodyPublishers.ofString("{\"state\":{\"n\":1}}"));
    return send(service, request, "/api/v1/streams/" + streamId);
  }

  private CompletableFuture<HttpResponse<String>> maintenance(Child service) {
    HttpRequest.Builder request = HttpRequest.newBuilder().POST(BodyPublishers.noBody());
    return send(service, request, "/api/v1/snapshots/maintenance");
  }

  private CompletableFuture<HttpResponse<String>> send(
      Child service, HttpRequest.Builder request, String path) {
    URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
    return http.sendAsync(request.uri(uri).build(), BodyHandlers.ofString())
        .thenApply(ContractCheck::checked);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
