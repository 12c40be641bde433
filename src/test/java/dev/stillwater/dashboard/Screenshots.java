package dev.stillwater.dashboard;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures of every view at three widths, light and dark, with little in it and with ten years, in
 * {@code target/screenshots}; and how soon the first view is usable.
 */
public final class Screenshots {

  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final int TIMES = 5;

  private final Chromium browser;

  private Screenshots(Chromium browser) {
    this.browser = browser;
  }

  public static void main(String[] arguments) {
    try (Chromium browser = new Chromium(BrowserProgram.find().orElseThrow())) {
      Screenshots screenshots = new Screenshots(browser);
      screenshots.ofLittle();
      screenshots.ofTenYears();
    }
    System.exit(0); // whatever threads are left
  }

  private void ofLittle() {
    try (TestDatabase database = TestDatabase.create();
        TestService service = start(database)) {
      service.put("/api/v1/streams/my-first", "{\"state\":{\"balance\":12.50}}");
      service.post(
          "/api/v1/events",
          TestService.JSON,
          "{\"streamId\":\"my-first\",\"eventType\":\"opened\",\"payload\":{\"by\":\"me\"}}");
      service.maintain();
      take("little", service, View.of("my-first", 1));
    }
  }

  private void ofTenYears() {
    try (TestDatabase database = TestDatabase.create();
        TestService service = start(database)) {
      TenYears.fill(database, service);
      take("ten-years", service, View.of(TenYears.STREAM, TenYears.failedRun(database)));
      measure(service);
    }
  }

  private static TestService start(TestDatabase database) {
    return TestService.start(database, new SettableClock(TenYears.NOW), "schedule.enabled=true");
  }

  private void take(String data, TestService service, List<View> views) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : new int[] {320, 768, 1440}) {
        try (Tab tab = browser.open()) {
          tab.at(TenYears.NOW).wide(width).coloured(scheme).open(service, "/");
          for (View view : views) {
            view.show(tab);
            take(tab, "%s-%s-%d-%s.png".formatted(view.name(), data, width, scheme));
          }
          tab.faults().forEach(System.out::println);
        }
      }
    }
  }

  private static void take(Tab tab, String file) {
    Path path = FOLDER.resolve(file.toLowerCase());
    tab.page().screenshot(new ScreenshotOptions().setPath(path).setFullPage(true));
    System.out.println(path);
  }

  private void measure(TestService service) {
    for (int i = 0; i < TIMES; i++) {
      try (Tab tab = browser.open()) {
        long begun = System.nanoTime();
        tab.open(service, "/");
        tab.button("Run now").waitFor();
        System.out.printf(
            "The first view is usable after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
      }
    }
  }
}
