package dev.stillwater.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every view, with much in it, for whoever reads it. */
@InBrowser
class AccessibilityIT {

  private static final String SCROLLED_OVER =
      "document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private final Axe axe = new Axe();
  private final TestService service;
  private final List<View> views;

  AccessibilityIT(TestDatabase database) {
    this.service = TestService.start(database, new SettableClock(TenYears.NOW));
    TenYears.fill(database, service);
    this.views = View.of(TenYears.STREAM, TenYears.failedRun(database));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280", "LIGHT, 320", "DARK, 1280", "DARK, 320"})
  void noViewKeepsAnybodyOut(ColorScheme scheme, int width, Tab tab) {
    tab.at(TenYears.NOW).wide(width).coloured(scheme).open(service, "/");
    for (View view : views) {
      view.show(tab);
      axe.assertNoViolation(tab, view.name());
      assertThat((Integer) tab.page().evaluate(SCROLLED_OVER)).as(view.name()).isNotPositive();
    }
  }

  @Test
  void aViewIsToldOfByItsHeadingAndTheTitleOfTheTab(Tab tab) {
    tab.at(TenYears.NOW).open(service, "/");
    for (View view : views) {
      view.show(tab);
      assertThat(tab.page().title()).as(view.name()).endsWith(" · Stillwater");
      assertThat(tab.page().locator("h1").count()).as(view.name()).isEqualTo(1);
    }
  }
}
