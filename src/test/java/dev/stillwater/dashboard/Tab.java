package dev.stillwater.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page of the dashboard in a browser that knows nothing yet. Whatever goes wrong in it is a
 * fault: a script's error, a line of the console that tells of one, what the content security
 * policy forbids, and a request to anywhere but the service.
 */
final class Tab implements AutoCloseable {

  private static final Path KEPT = Path.of("target", "browser");
  private static final String TELL_OF_VIOLATIONS =
      """
      addEventListener('securitypolicyviolation', event =>
        console.error(`the policy forbids ${event.blockedURI} by ${event.violatedDirective}`))
      """;

  private final List<String> faults = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<Pattern> expected = new ArrayList<>();
  private final BrowserContext context;
  private final Page page;
  private String origin = "";

  Tab(Browser browser) {
    context =
        browser.newContext(
            new NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin")
                .setViewportSize(1280, 900));
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
    context.addInitScript(TELL_OF_VIOLATIONS);
    context.onRequest(this::note);
    context.onConsoleMessage(this::note);
    context.onWebError(error -> faults.add(error.error()));
    page = context.newPage();
  }

  private void note(Request request) {
    requests.add(request);
    String url = request.url();
    if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
      faults.add("a request to " + url);
    }
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error") || message.type().equals("warning")) {
      faults.add(message.text() + " at " + message.location());
    }
  }

  /** The browser's time, which goes no further; else it has the time of this machine. */
  Tab at(Instant now) {
    context.clock().setFixedTime(now.toEpochMilli());
    return this;
  }

  /** Opens a view of a service by what stands after {@code #} in its address. */
  Tab open(TestService service, String view) {
    origin = "http://127.0.0.1:" + service.port();
    page.navigate(origin + "/#" + view);
    return this;
  }

  /** Goes to another view, as a link would. */
  Tab go(String view) {
    page.evaluate("view => { location.hash = view }", view);
    return this;
  }

  Tab wide(int pixels) {
    page.setViewportSize(pixels, 900);
    return this;
  }

  Tab coloured(ColorScheme scheme) {
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    return this;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** What was asked for so far. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The element of a role with exactly this name. */
  Locator the(AriaRole role, String name) {
    return page.getByRole(role, new GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return the(AriaRole.BUTTON, name);
  }

  /** The buttons with a name like this. */
  Locator buttons(Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return the(AriaRole.LINK, name);
  }

  /** The heading of the whole page. */
  Locator title() {
    return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1));
  }

  /** Where the page tells what has just been done. */
  Locator said() {
    return page.locator("[role=status][aria-live]");
  }

  /** Presses a button that asks first, and says yes. */
  void confirm(Locator button) {
    String verb = button.innerText().strip();
    button.click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(verb).setExact(true))
        .click();
    PlaywrightAssertions.assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
  }

  /** Scrolls on, as often as it takes, until there is something. */
  void scrollTo(Locator wanted) {
    page.waitForCondition(
        () -> {
          page.mouse().wheel(0, 20_000);
          return wanted.count() == 1;
        });
  }

  /** What matches this is no fault here. */
  Tab expect(String pattern) {
    expected.add(Pattern.compile(pattern));
    return this;
  }

  /** What went wrong so far. */
  List<String> faults() {
    return faults.stream().filter(fault -> !isExpected(fault)).toList();
  }

  private boolean isExpected(String fault) {
    return expected.stream().anyMatch(pattern -> pattern.matcher(fault).find());
  }

  void assertFaultless() {
    assertThat(faults()).as("what went wrong in the browser").isEmpty();
  }

  /** Keeps what is to be seen for whoever looks into a failure. */
  void keep(String name) {
    try {
      Files.createDirectories(KEPT);
      String file = name.replaceAll("[^A-Za-z0-9-]+", "_");
      Files.writeString(KEPT.resolve(file + ".txt"), page.innerText("body") + "\n\n" + faults);
      page.screenshot(new Page.ScreenshotOptions().setPath(KEPT.resolve(file + ".png")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (PlaywrightException e) {
      System.out.println("No picture of " + name + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
