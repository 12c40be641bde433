package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import dev.stillwater.testing.TestService;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A view of the dashboard.
 *
 * @param name for people
 * @param path what stands after {@code #} in its address
 * @param title its heading
 */
record View(String name, String path, Pattern title) {

  private static final Pattern LOADING = Pattern.compile("^Loading ");

  private View(String name, String path, String title) {
    this(name, path, Pattern.compile("^" + title + "$"));
  }

  /** All that need no key, with a stream and a run that there are. */
  static List<View> of(String streamId, long runId) {
    return List.of(
        new View("overview", "/", "Overview"),
        new View("months", "/months", "Months"),
        new View("streams", "/streams", "Streams"),
        new View("stream", "/streams/" + streamId, streamId),
        new View("runs", "/runs", "Runs"),
        new View("run", "/runs/" + runId, "(Full run|Snapshot|Archive|Restore) " + runId),
        new View("sign-in", "/sign-in", "Sign in"));
  }

  /** Goes there, and waits until it has all that it shows. */
  void show(Tab tab) {
    tab.go(path);
    assertThat(tab.title()).hasText(title);
    assertThat(tab.page().getByRole(AriaRole.STATUS, new GetByRoleOptions().setName(LOADING)))
        .hasCount(0);
  }

  /** Opens it anew. */
  void open(Tab tab, TestService service) {
    tab.open(service, path);
    show(tab);
  }
}
