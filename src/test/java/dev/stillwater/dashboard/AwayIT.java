package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwater.testing.Relay;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A database that goes away and comes back while somebody looks. */
@InBrowser
class AwayIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  void whoComesMeanwhileIsToldAndMayTryAgain(TestDatabase database, Tab tab) {
    try (Relay relay = new Relay(database);
        TestService service = start(database, relay)) {
      relay.swallow();
      tab.expect("the server responded with a status of 503").open(service, "/");
      assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("the database");
      relay.recover();
      await().until(() -> service.get("/health/ready").status() == 200);
      tab.button("Try again").click();
      assertThat(tab.button("Run now")).isVisible();
      assertThat(tab.page().getByRole(AriaRole.ALERT)).hasCount(0);
    }
  }

  @Test
  void aPageThatCannotBeHadIsTriedAgain(TestDatabase database, Tab tab) {
    try (TestService service = TestService.start(database, new SettableClock(NOW))) {
      tab.open(service, "/");
      assertThat(tab.button("Run now")).isVisible();
      tab.expect("net::ERR_FAILED").context().route("**/sign-in.js", Route::abort);
      tab.go("/sign-in");
      assertThat(tab.page().getByRole(AriaRole.ALERT))
          .containsText("Stillwater cannot be reached.");
      tab.context().unroute("**/sign-in.js");
      tab.button("Try again").click();
      assertThat(tab.title()).hasText("Sign in");
      assertThat(tab.page().getByRole(AriaRole.ALERT)).hasCount(0);
    }
  }

  @Test
  void thePageSaysSoKeepsWhatItKnewAndRecoversByItself(TestDatabase database, Tab tab) {
    try (Relay relay = new Relay(database);
        TestService service = start(database, relay)) {
      tab.context().clock().install();
      tab.expect("the server responded with a status of 503|ERR_INCOMPLETE_CHUNKED_ENCODING");
      tab.open(service, "/");
      assertThat(tab.button("Run now")).isVisible();
      tab.page().evaluate("window.sameDocument = true");
      relay.swallow();
      tab.context().clock().runFor("00:20");
      assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("what was last known");
      assertThat(tab.button("Run now")).isVisible();
      relay.recover();
      tab.page()
          .waitForCondition(
              () -> {
                tab.context().clock().runFor("00:20");
                return tab.page().getByRole(AriaRole.ALERT).count() == 0;
              });
      assertThat(tab.button("Run now")).isVisible();
      assertThat(tab.page().evaluate("window.sameDocument")).isEqualTo(true);
    }
  }

  private static TestService start(TestDatabase database, Relay relay) {
    return TestService.start(
        database,
        new SettableClock(NOW),
        relay.setting(),
        "http.request-timeout=2s",
        "database.connect-timeout=1s",
        "database.statement-timeout=1s");
  }
}
