package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.Sizes;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import org.junit.jupiter.api.Test;

/** What it takes until somebody sees something. */
@InBrowser
class FirstViewIT {

  private static final int MOST = 300_000;

  @Test
  void itIsSmall(TestDatabase database, Tab tab) {
    try (TestService service = TestService.start(database, new SettableClock(TenYears.NOW))) {
      tab.at(TenYears.NOW).open(service, "/");
      assertThat(tab.button("Run now")).isVisible();
      tab.page().waitForLoadState();
      int bytes =
          tab.requests().stream().filter(FirstViewIT::ends).mapToInt(FirstViewIT::size).sum();
      System.out.printf(
          "The first view takes %,d bytes in %d requests%n", bytes, tab.requests().size());
      assertThat(bytes).isBetween(10_000, MOST);
    }
  }

  // server-sent events go on for as long as somebody looks
  private static boolean ends(Request request) {
    return !request.url().endsWith("/events");
  }

  private static int size(Request request) {
    Sizes sizes = request.sizes();
    return sizes.responseHeadersSize + sizes.responseBodySize;
  }
}
