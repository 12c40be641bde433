package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is seen of months, and done with them. */
@InBrowser
class MonthsIT {

  private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
  private static final Instant AUGUST = Instant.parse("2026-08-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T03:00:00Z");
  private static final String HOT =
      "SELECT count(*) FROM stillwater.event_log WHERE occurred_at < '2026-06-01 00:00:00+00'";

  private final SettableClock clock = new SettableClock(MAY);
  private final TestDatabase database;
  private final TestService service;

  MonthsIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, clock);
    SqlEvents.write(database, 310, MAY, JUNE);
    SqlEvents.write(database, 420, JUNE, JULY);
    SqlEvents.write(database, 53, JULY, AUGUST);
    clock.set(Instant.parse("2026-09-01T03:00:00Z"));
    service.maintain();
    clock.set(OCTOBER);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void aMonthIsPlannedAndAnotherRestoredAndReleased(Tab tab) {
    tab.at(OCTOBER).open(service, "/months");
    assertThat(row(tab, "What a run would do with each month", "Jun 2026")).containsText("420");
    assertThat(row(tab, "What a run would do with each month", "Jul 2026")).containsText("stays");
    Locator may = row(tab, "What there is of each month", "May 2026");
    assertThat(may).containsText("Archived");
    tab.button("Restore May 2026").click();
    assertThat(tab.page().getByRole(AriaRole.DIALOG)).containsText("310 archived events");
    tab.button("Go back").click();
    assertThat(tab.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(database.count(HOT)).isZero();
    tab.confirm(tab.button("Restore May 2026"));
    assertThat(tab.said()).containsText("May 2026 is in the hot log and held: 310 events.");
    assertThat(may).containsText("Held");
    assertThat(database.count(HOT)).isEqualTo(310);
    tab.confirm(tab.button("Release May 2026"));
    assertThat(tab.said()).containsText("May 2026 is left to the next run.");
    assertThat(may).not().containsText("Held");
    service.maintain();
    assertThat(database.count(HOT)).isZero();
    assertThat(tab.button("Restore May 2026")).isVisible();
  }

  private static Locator row(Tab tab, String table, String month) {
    return tab.the(AriaRole.TABLE, table)
        .getByRole(AriaRole.ROW)
        .filter(
            new Locator.FilterOptions()
                .setHas(tab.page().getByText(month, new GetByTextOptions().setExact(true))));
  }
}
