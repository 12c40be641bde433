package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever others have written is text: no markup, no script. */
@InBrowser
class HostileTextIT {

  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant SEPTEMBER = Instant.parse("2026-09-01T02:00:00Z");
  private static final String MARKUP = "\"><img src=x onerror=\"throw 1\"><script>throw 2</script>";
  private static final String FAILED_RUN =
      """
      INSERT INTO stillwater.maintenance_run (trigger, month, status, instance, backend_start, started_at, finished_at, cutoff, error)
      VALUES ('CLI', '2026-11-01', 'FAILED', '%1$s', now(), now(), now(), now(), '%1$s')
      """;

  private final SettableClock clock = new SettableClock(MAY);
  private final TestDatabase database;
  private final TestService service;

  HostileTextIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock, "database.lock-timeout=60s");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void ofRuns(Tab tab) throws SQLException {
    database.execute(FAILED_RUN.formatted(MARKUP));
    SqlEvents.write(database, 31, MAY, JUNE);
    clock.set(SEPTEMBER);
    tab.open(service, "/");
    assertThat(tab.page().getByText(MARKUP)).isVisible();
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      try (Statement statement = reader.createStatement()) {
        statement.execute("SET application_name = '" + MARKUP + "'");
        statement.execute("SELECT count(*) FROM stillwater.event_log");
      }
      tab.button("Run now").click();
      assertThat(tab.page().getByText("Archiving months")).isVisible();
      assertThat(tab.page().getByText("in " + MARKUP + ", open since")).isVisible();
      reader.commit();
    }
    assertThat(tab.said()).containsText(": succeeded.");
    assertNoMarkup(tab);
  }

  @Test
  void ofStreams(Tab tab) {
    String id = MARKUP + "\u202e" + "x".repeat(400);
    String path = "/api/v1/streams/" + TestService.encode(id);
    assertThat(service.put(path, "{\"state\":{\"<b>\":\"<img src=x onerror=1>\"}}").status())
        .isEqualTo(201);
    service.post(
        "/api/v1/events",
        TestService.JSON,
        new JsonObject()
            .put("streamId", id)
            .put("eventType", MARKUP)
            .put("payload", new JsonObject().put(MARKUP, MARKUP))
            .encode());
    tab.open(service, "/streams?prefix=%22");
    tab.page().getByRole(AriaRole.LIST).getByRole(AriaRole.LINK).click();
    assertThat(tab.title()).hasText(id);
    assertThat(tab.page().getByText("That is all: 1 event.")).isVisible();
    assertThat(tab.page().getByText(MARKUP).first()).isVisible();
    assertThat(tab.page().locator("img[src=x], main script, main b")).hasCount(0);
  }

  @Test
  void ofAddresses(Tab tab) {
    tab.open(service, "/" + MARKUP);
    assertThat(tab.button("Run now")).isVisible();
    assertNoMarkup(tab);
  }

  private static void assertNoMarkup(Tab tab) {
    assertThat(tab.page().locator("img[src=x], main script")).hasCount(0);
  }
}
