package dev.stillwater.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The one browser of this JVM. Of one thread, as all of Playwright is. */
final class Chromium implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Playwright playwright;
  private final Browser browser;

  Chromium(Path program) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(program).setChromiumSandbox(!isRoot()));
  }

  // whom Chromium's sandbox does not let start
  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  Tab open() {
    return new Tab(browser);
  }

  @Override
  public void close() {
    playwright.close();
  }
}
