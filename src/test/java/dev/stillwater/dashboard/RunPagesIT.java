package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The history of runs, and one of them. */
@InBrowser
class RunPagesIT {

  // 120 of them, of which each 12th failed
  private static final String RUNS =
      """
      INSERT INTO stillwater.maintenance_run (run_id, trigger, kind, month, status, instance, backend_start, started_at, finished_at, cutoff, error)
      SELECT 10000 + n, CASE WHEN n % 24 = 0 THEN 'CLI' ELSE 'SCHEDULE' END, CASE WHEN n % 2 = 0 THEN 'FULL' ELSE 'ARCHIVE' END, '2026-11-01',
             CASE WHEN n % 12 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END, 'node', at, at, at + interval '90 seconds', at,
             CASE WHEN n % 12 = 0 THEN 'the disk of node ' || n || ' is full' END
      FROM generate_series(1, 120) AS n, LATERAL (SELECT timestamptz '2026-11-01 00:00:00+00' + make_interval(hours => n) AS at) AS run
      """;

  private final TestService service;

  RunPagesIT(TestDatabase database) {
    this.service = TestService.start(database, new SettableClock(TenYears.NOW));
    database.execute(RUNS);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void theHistoryGoesBackToTheFirstRun(Tab tab) {
    tab.at(TenYears.NOW).open(service, "/runs");
    assertThat(runs(tab)).hasCount(50);
    assertThat(runs(tab).first()).hasText("Full run 10120");
    tab.scrollTo(tab.link("Archive 10001"));
    assertThat(tab.button("Show more")).hasCount(0);
  }

  private static Locator runs(Tab tab) {
    return tab.page().getByRole(AriaRole.ROWHEADER).getByRole(AriaRole.LINK);
  }

  @Test
  void runsAreChosenByAllThatIsKnownOfThem(Tab tab) {
    tab.at(TenYears.NOW).open(service, "/runs");
    choose(tab, "Outcome", "Failed");
    assertThat(runs(tab)).hasCount(10);
    choose(tab, "Set going", "from the command line");
    assertThat(runs(tab)).hasCount(5);
    tab.page().reload();
    assertThat(runs(tab)).hasCount(5);
    assertThat(tab.page().getByLabel("Outcome")).hasValue("FAILED");
    choose(tab, "Kind", "Archive");
    assertThat(tab.page().getByText("No such run")).isVisible();
    choose(tab, "Kind", "Full run");
    choose(tab, "Set going", "All");
    assertThat(runs(tab)).hasCount(10);
    assertThat(tab.page().getByRole(AriaRole.ROWGROUP).last()).not().containsText("Succeeded");
  }

  private static void choose(Tab tab, String filter, String value) {
    tab.page().getByLabel(filter).selectOption(new SelectOption().setLabel(value));
  }

  @Test
  void aRunTellsWhyItFailed(Tab tab) {
    tab.at(TenYears.NOW).open(service, "/runs?status=FAILED");
    tab.link("Full run 10120").click();
    assertThat(tab.title()).hasText("Full run 10120");
    assertThat(tab.page().getByText("the disk of node 120 is full")).isVisible();
    assertThat(tab.page().getByText("1 min 30 secs")).isVisible();
    tab.page().goBack();
    assertThat(runs(tab)).hasCount(10);
  }

  @Test
  void aRunThatThereIsNotIsSaidToBeNone(Tab tab) {
    tab.expect("the server responded with a status of 404").at(TenYears.NOW);
    tab.open(service, "/runs/4711");
    assertThat(tab.page().getByText("There is no such run")).isVisible();
  }

  @Test
  void aRunTellsItsPhases(Tab tab) {
    long runId = service.maintain().json().getLong("runId");
    tab.at(TenYears.NOW).open(service, "/runs/" + runId);
    assertThat(tab.page().getByRole(AriaRole.ROWHEADER))
        .hasText(new String[] {"Taking snapshots", "Archiving months"});
  }
}
