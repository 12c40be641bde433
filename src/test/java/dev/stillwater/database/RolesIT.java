package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwater.testing.Holdings;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The roles of {@code conf/roles.sql}: what they are there for works, and nothing else does. */
class RolesIT {

  private static final String FORBIDDEN = "42501";
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

  private final SettableClock clock = new SettableClock(Instant.parse("2026-08-01T02:00:00Z"));

  // roles belong to the server, which other tests use as well
  private final String suffix = UUID.randomUUID().toString().replace('-', '_');
  private final String owner = "stillwater_owner_" + suffix;
  private final String requests = "stillwater_requests_" + suffix;
  private TestDatabase database;

  @BeforeEach
  void makeRoles() throws IOException {
    database = TestDatabase.create();
    database.execute(
        Files.readString(Path.of("conf/roles.sql"))
            .replaceAll("\\bstillwater_(owner|requests)\\b", "stillwater_$1_" + suffix)
            .replaceAll(":'(\\w+)_password'", "'secret of $1'"));
  }

  @AfterEach
  void dropRoles() {
    for (String role : new String[] {requests, owner}) {
      database.execute("DROP OWNED BY %1$s CASCADE; DROP ROLE %1$s".formatted(role));
    }
    database.close();
  }

  private TestService start() {
    return TestService.start(
        database,
        clock,
        "archive.batch-size=10",
        "database.url=" + database.url(requests, "secret of requests"),
        "database.owner-url=" + database.url(owner, "secret of owner"));
  }

  @Test
  void theyAreEnoughForEverything() {
    try (TestService service = start()) {
      assertThat(service.get("/health/ready").status()).isEqualTo(200);
      assertThat(service.put("/api/v1/streams/a", "{\"state\":{}}").status()).isEqualTo(201);
      assertThat(service.put("/api/v1/streams/a", "{\"state\":{\"n\":1}}").status()).isEqualTo(200);
      SqlEvents.write(database, 214, APRIL, NOVEMBER);
      Holdings held = Holdings.of(database);
      clock.set(Instant.parse("2027-01-15T02:00:00Z"));
      assertThat(service.maintain().json().getInteger("eventsArchived")).isPositive();
      TestEvent late = TestEvent.of("a", "2026-04-01T12:00:00Z");
      for (String answer : new String[] {"accepted", "duplicates"}) {
        assertThat(
                service
                    .post("/api/v1/events", TestService.JSON, late.json())
                    .json()
                    .getInteger(answer))
            .isEqualTo(1);
        assertThat(service.maintain().status()).isEqualTo(200);
      }
      assertThat(restore(service, "POST")).isEqualTo(200);
      assertThat(restore(service, "DELETE")).isEqualTo(204);
      database.execute("DELETE FROM stillwater.stream_archive WHERE " + late.isKey());
      database.execute("DELETE FROM stillwater.event_log WHERE " + late.isKey());
      assertThat(Holdings.of(database)).isEqualTo(held);
      assertThat(service.verify().isSound()).isTrue();
      for (String path :
          new String[] {
            "/api/v1/streams?limit=2",
            "/api/v1/streams/a",
            "/api/v1/streams/a/events",
            "/api/v1/snapshots?month=2027-01",
            "/api/v1/snapshots/a",
            "/api/v1/snapshots/a/2027-01",
            "/api/v1/snapshots/a/archive",
            "/api/v1/snapshots/a/trend?field=n",
            "/api/v1/snapshots/a/diff?from=2027-01&to=2027-01",
            "/api/v1/maintenance",
            "/api/v1/maintenance/runs"
          }) {
        assertThat(service.get(path).status()).as(path).isEqualTo(200);
      }
    }
  }

  private static int restore(TestService service, String method) {
    return service
        .send(
            service
                .request("/api/v1/archive/2026-04/restore")
                .method(method, BodyPublishers.noBody()))
        .status();
  }

  @Test
  void requestsMayNotChangeWhatIsWritten() {
    start().close();
    assertForbidden(
        requests,
        "requests",
        "UPDATE stillwater.event_log SET payload = '{}'",
        "DELETE FROM stillwater.event_log",
        "DELETE FROM stillwater.stream",
        "TRUNCATE stillwater.event_log",
        "INSERT INTO stillwater.stream_archive SELECT *, now() FROM stillwater.event_log",
        "UPDATE stillwater.stream_archive SET payload = '{}'",
        "DELETE FROM stillwater.stream_archive",
        "UPDATE stillwater.stream_snapshot SET state = '{}'",
        "DELETE FROM stillwater.stream_snapshot",
        "UPDATE stillwater.maintenance_run SET status = 'SUCCEEDED'",
        "DELETE FROM stillwater.maintenance_run",
        "UPDATE stillwater.installation SET zone = 'CET'",
        "INSERT INTO stillwater.api_key SELECT * FROM stillwater.api_key",
        "UPDATE stillwater.api_key SET role = 'OPERATE'",
        "UPDATE stillwater.archive_horizon SET archived_before = '-infinity'",
        "ALTER TABLE stillwater.event_log DISABLE TRIGGER ALL",
        "DROP TABLE stillwater.stream_archive",
        "CREATE TABLE stillwater.mine (n int)",
        "CREATE SCHEMA mine");
  }

  @Test
  void theOwnerMayNotMeddleWithWhatIsNotItsOwn() {
    start().close();
    database.execute("CREATE SCHEMA theirs; CREATE TABLE theirs.secret (n int)");
    assertForbidden(
        owner,
        "owner",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "SELECT * FROM theirs.secret",
        "COPY (SELECT 1) TO PROGRAM 'true'");
  }

  private void assertForbidden(String role, String name, String... statements) {
    assertThat(statements)
        .allSatisfy(
            statement ->
                assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(role, "secret of " + name, statement))
                    .returns(FORBIDDEN, SQLException::getSQLState));
  }

  private void execute(String role, String password, String statement) throws SQLException {
    try (Connection connection = database.connect(role, password);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void whatIsForbiddenIsToldToTheOperatorAndNotToClients() {
    try (TestService service = start()) {
      database.execute("REVOKE INSERT ON stillwater.stream FROM " + requests);
      var problem = service.put("/api/v1/streams/b", "{\"state\":{}}").problem(500);
      assertThat(problem.getString("id")).isNotBlank();
      assertThat(problem.encode()).doesNotContain("permission", "INSERT");
    }
    try (TestService again = start()) {
      assertThat(again.put("/api/v1/streams/b", "{\"state\":{}}").status()).isEqualTo(201);
    }
  }

  @Test
  void whoOwnsNothingCannotMigrate() {
    String url = database.url(requests, "secret of requests");
    assertThatThrownBy(() -> TestService.start(database, clock, "database.url=" + url))
        .hasRootCauseMessage("ERROR: permission denied for database " + database.name())
        .hasMessageEndingWith(
            "; the role of DATABASE_OWNER_URL must own the schema stillwater, or be able to create it")
        .hasMessageNotContaining("secret of");
  }
}
