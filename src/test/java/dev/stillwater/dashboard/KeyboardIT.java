package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All of it without a mouse. */
@InBrowser
class KeyboardIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String FOCUSED = "document.activeElement.innerText.trim()";

  private final TestDatabase database;
  private final TestService service;

  KeyboardIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(
            database, new SettableClock(NOW), "schedule.enabled=true", "database.lock-timeout=60s");
    database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a')");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void theTabKeyGoesInTheOrderOfReading(Tab tab) {
    tab.at(NOW).open(service, "/");
    assertThat(tab.button("Run now")).isEnabled();
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tab.page().keyboard().press("Tab");
      order.add((String) tab.page().evaluate(FOCUSED));
    }
    assertThat(order)
        .containsExactly(
            "Skip to the content",
            "Stillwater",
            "Overview",
            "Months",
            "Streams",
            "Runs",
            "Run now",
            "Pause schedule");
  }

  @Test
  void theNavigationIsSkipped(Tab tab) {
    tab.at(NOW).open(service, "/");
    assertThat(tab.button("Run now")).isEnabled();
    tab.page().keyboard().press("Tab");
    assertThat(tab.link("Skip to the content")).isFocused();
    assertThat(tab.link("Skip to the content")).isInViewport();
    tab.page().keyboard().press("Enter");
    assertThat(tab.page().getByRole(AriaRole.MAIN)).isFocused();
    tab.page().keyboard().press("Tab");
    assertThat(tab.button("Run now")).isFocused();
  }

  @Test
  void aQuestionTakesTheFocusKeepsItAndGivesItBack(Tab tab) throws SQLException {
    tab.at(NOW).open(service, "/");
    Keyboard keyboard = tab.page().keyboard();
    try (RunHold hold = RunHold.on(database)) {
      tab.button("Run now").focus();
      keyboard.press("Enter");
      long runId = hold.awaitRun();
      tab.button("Cancel run").focus();
      keyboard.press("Enter");
      assertThat(tab.the(AriaRole.DIALOG, "Cancel run " + runId + "?")).isVisible();
      assertThat(tab.button("Go back")).isFocused();
      keyboard.press("Escape");
      assertThat(tab.page().getByRole(AriaRole.DIALOG)).hasCount(0);
      assertThat(tab.button("Cancel run")).isFocused();
      keyboard.press("Enter");
      keyboard.press("Tab");
      keyboard.press("Enter");
      assertThat(tab.said()).containsText(": cancelled.");
    }
  }
}
