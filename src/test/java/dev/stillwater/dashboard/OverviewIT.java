package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is done from the overview, and seen there while it goes on. */
@InBrowser
class OverviewIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String RUNS =
      """
      INSERT INTO stillwater.maintenance_run (run_id, trigger, month, status, instance, backend_start, started_at, finished_at, cutoff)
      SELECT 10000 + n, 'SCHEDULE', '2026-11-01',
             CASE n % 6 WHEN 1 THEN 'FAILED' WHEN 2 THEN 'CANCELLED' ELSE 'SUCCEEDED' END,
             'node', at, at, at, at
      FROM generate_series(1, 30) AS n, LATERAL (SELECT timestamptz '2026-11-01 00:00:00+00' + make_interval(hours => n) AS at) AS run
      """;
  private static final String WATCH_SHIFTS =
      """
      window.shifted = 0;
      new PerformanceObserver(list => list.getEntries().forEach(shift => { window.shifted += shift.value }))
        .observe({ type: 'layout-shift', buffered: true })
      """;

  private final TestDatabase database;
  private final TestService service;

  OverviewIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(
            database,
            new SettableClock(NOW),
            "schedule.enabled=true",
            "zone=Asia/Tokyo",
            "database.lock-timeout=60s");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @BeforeEach
  void fill() {
    database.execute(
        """
        TRUNCATE stillwater.stream, stillwater.stream_snapshot, stillwater.event_log,
          stillwater.stream_archive, stillwater.maintenance_run;
        INSERT INTO stillwater.stream (stream_id) SELECT 'stream ' || n FROM generate_series(0, 19) AS n
        """);
    SqlEvents.write(database, 60, NOW.minus(Duration.ofDays(190)), NOW.minus(Duration.ofDays(150)));
  }

  @Test
  void aRunIsWatchedFromItsStartToItsEnd(Tab tab) throws SQLException {
    tab.at(NOW).open(service, "/");
    assertThat(tab.title()).hasText("Overview");
    assertThat(tab.page().getByText("Nothing has run yet")).isVisible();
    try (RunHold hold = RunHold.on(database)) {
      tab.button("Run now").click();
      assertThat(tab.said()).containsText("A run has been started.");
      long runId = hold.awaitRun();
      assertThat(tab.the(AriaRole.PROGRESSBAR, "Progress of run " + runId)).isVisible();
      assertThat(tab.page().getByText("Taking snapshots")).isVisible();
      assertThat(tab.button("Run now")).isDisabled();
      assertThat(tab.button("Cancel run")).isEnabled();
    }
    assertThat(tab.said()).containsText(Pattern.compile("Full run \\d+: succeeded\\."));
    assertThat(tab.page().getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
    assertThat(fact(tab, "Snapshots taken")).hasText("20");
    assertThat(fact(tab, "Events archived")).hasText("60");
    assertThat(cells(tab)).hasCount(1);
    assertThat(tab.button("Run now")).isEnabled();
  }

  private static Locator fact(Tab tab, String name) {
    return tab.page()
        .locator("dl > div")
        .filter(new Locator.FilterOptions().setHas(tab.page().getByText(name)))
        .getByRole(AriaRole.DEFINITION);
  }

  private static Locator cells(Tab tab) {
    return tab.page()
        .getByRole(AriaRole.LIST)
        .getByRole(
            AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Run \\d+,")));
  }

  @Test
  void theNextRunIsToldInTheReadersZoneAndInTheServices(Tab tab) {
    tab.at(NOW).open(service, "/");
    assertThat(tab.the(AriaRole.TIMER, "Time to the next run"))
        .hasText(Pattern.compile("7 days\\s*9 hrs\\s*0 mins\\s*0 secs"));
    assertThat(fact(tab, "Europe/Berlin")).hasText("30 Nov 2026, 18:00");
    assertThat(fact(tab, "Asia/Tokyo")).hasText("1 Dec 2026, 02:00");
    tab.at(NOW.plusSeconds(61));
    assertThat(tab.the(AriaRole.TIMER, "Time to the next run"))
        .hasText(Pattern.compile("7 days\\s*8 hrs\\s*58 mins\\s*59 secs"));
  }

  @Test
  void theLastRunsAreToldByMoreThanTheirColours(Tab tab) {
    database.execute(RUNS);
    tab.at(NOW).open(service, "/");
    assertThat(cells(tab)).hasCount(24);
    assertThat(cells(tab).first())
        .hasAccessibleName(Pattern.compile("^Run 10007, full run: failed, "));
    assertThat(cells(tab).last())
        .hasAccessibleName(Pattern.compile("^Run 10030, full run: succeeded, "));
    assertThat(cells(tab).last()).hasAttribute("href", "#/runs/10030");
    assertThat(tab.page().getByText("16 succeeded, 4 failed, 4 cancelled")).isVisible();
  }

  @Test
  void nothingMovesWhileARunGoesOn(Tab tab) throws SQLException {
    tab.at(NOW).open(service, "/");
    assertThat(tab.button("Run now")).isEnabled();
    tab.page().evaluate(WATCH_SHIFTS);
    try (RunHold hold = RunHold.on(database)) {
      tab.page()
          .evaluate(
              "fetch('/api/v1/snapshots/maintenance', { method: 'POST', headers: { prefer: 'respond-async' } })");
      hold.awaitRun();
      assertThat(tab.button("Cancel run")).isVisible();
    }
    assertThat(tab.page().getByRole(AriaRole.PROGRESSBAR)).hasCount(0);
    assertThat(((Number) tab.page().evaluate("window.shifted")).doubleValue()).isLessThan(0.1);
  }

  @Test
  void aRunIsCancelledAfterAQuestion(Tab tab) throws SQLException {
    tab.at(NOW).open(service, "/");
    try (RunHold hold = RunHold.on(database)) {
      tab.button("Run now").click();
      hold.awaitRun();
      tab.button("Cancel run").click();
      tab.button("Go back").click();
      assertThat(tab.page().getByRole(AriaRole.DIALOG)).hasCount(0);
      assertThat(statuses()).containsExactly("RUNNING");
      tab.confirm(tab.button("Cancel run"));
      assertThat(tab.said()).containsText(Pattern.compile("Full run \\d+: cancelled\\."));
      assertThat(statuses()).containsExactly("CANCELLED");
    }
    assertThat(tab.button("Cancel run")).hasCount(0);
  }

  private List<String> statuses() {
    return database.column("SELECT status FROM stillwater.maintenance_run");
  }

  @Test
  void theScheduleIsPausedAndResumed(Tab tab) {
    tab.at(NOW).open(service, "/");
    tab.button("Pause schedule").click();
    assertThat(tab.said()).containsText("The schedule is paused.");
    assertThat(tab.page().getByText("Paused", exactly())).isVisible();
    assertThat(paused()).isTrue();
    tab.button("Resume schedule").click();
    assertThat(tab.said()).containsText("The schedule goes on.");
    assertThat(tab.button("Pause schedule")).isVisible();
    assertThat(paused()).isFalse();
  }

  private static GetByTextOptions exactly() {
    return new GetByTextOptions().setExact(true);
  }

  private boolean paused() {
    return service.get("/api/v1/maintenance").json().getJsonObject("schedule").getBoolean("paused");
  }

  @Test
  void nothingIsAskedForWhileTheTabIsHidden(Tab tab) {
    tab.context().clock().install();
    tab.open(service, "/");
    assertThat(tab.button("Run now")).isVisible();
    hide(tab, true);
    int before = tab.requests().size();
    tab.context().clock().runFor("10:00");
    assertThat(tab.requests()).hasSize(before);
    hide(tab, false);
    tab.page().waitForCondition(() -> tab.requests().size() >= before + 3);
    int shown = tab.requests().size();
    tab.context().clock().runFor("10:00");
    tab.page().waitForCondition(() -> tab.requests().size() > shown);
  }

  // as a browser does when another tab comes to the front
  private static void hide(Tab tab, boolean hidden) {
    tab.page()
        .evaluate(
            """
            hidden => {
              Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
              document.dispatchEvent(new Event('visibilitychange'));
            }
            """,
            hidden);
  }
}
