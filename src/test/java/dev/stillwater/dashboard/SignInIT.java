package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.stillwater.access.Role;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Who signs in with a key sees and may what its role may. */
@InBrowser
class SignInIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Pattern ACTS =
      Pattern.compile("Run now|Cancel run|(Pause|Resume) schedule|Restore.*|Release.*");
  private static final Map<String, String> ACTIONS =
      Map.of(
          "/api/v1/snapshots/maintenance", "POST",
          "/api/v1/maintenance/pause", "POST",
          "/api/v1/maintenance/resume", "POST",
          "/api/v1/archive/2026-01/restore", "POST",
          "/api/v1/maintenance/runs/1", "DELETE");
  private static final String STREAM_AND_RUN =
      """
      INSERT INTO stillwater.stream (stream_id) VALUES ('stream 1');
      INSERT INTO stillwater.maintenance_run (trigger, month, status, instance, backend_start, started_at, finished_at, cutoff)
      VALUES ('CLI', '2026-11-01', 'SUCCEEDED', 'node', now(), now(), now(), now())
      """;
  private static final String ASK =
      "([path, method]) => fetch(path, { method }).then(answer => answer.status)";
  private static final String STORED =
      "() => JSON.stringify([localStorage, sessionStorage, document.cookie, location.href])";

  private final TestDatabase database;
  private final TestService service;

  SignInIT(TestDatabase database) {
    this.database = database;
    this.service =
        TestService.start(
            database,
            new SettableClock(NOW),
            "auth.mode=api-key",
            "auth.recheck-after=100ms",
            "schedule.enabled=true");
    database.execute(STREAM_AND_RUN);
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "OPERATE")
  void noButtonActsForWhoMayNotOperateAndTheServerRefuses(Role role, Tab tab) {
    signIn(tab, service.key(role));
    assertThat(tab.page().getByText("May " + role.name().toLowerCase())).isVisible();
    for (View view : View.of("stream 1", aRun())) {
      view.show(tab);
      assertThat(tab.buttons(ACTS)).hasCount(0);
    }
    tab.expect("the server responded with a status of 403");
    ACTIONS.forEach(
        (path, method) ->
            assertThat(tab.page().evaluate(ASK, List.of(path, method))).as(path).isEqualTo(403));
  }

  private long aRun() {
    return database.count("SELECT min(run_id) FROM stillwater.maintenance_run");
  }

  @Test
  void whoMayOperateSignsInAndOut(Tab tab) {
    String key = service.key(Role.OPERATE);
    signIn(tab, key);
    assertThat(tab.button("Pause schedule")).isEnabled();
    tab.button("Run now").click();
    assertThat(tab.said()).containsText(Pattern.compile("succeeded"));
    assertThat((String) tab.page().evaluate(STORED)).doesNotContain(key);
    Cookie cookie = tab.context().cookies().get(0);
    assertThat(cookie.httpOnly).isTrue();
    assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
    tab.button("Sign out").click();
    assertThat(tab.title()).hasText("Sign in");
    assertThat(tab.context().cookies()).isEmpty();
    tab.page().goBack();
    assertThat(tab.title()).hasText("Sign in");
    assertThat(tab.requests()).allMatch(request -> !request.url().contains(key));
  }

  private void signIn(Tab tab, String key) {
    tab.at(NOW).open(service, "/");
    assertThat(tab.title()).hasText("Sign in");
    tab.page().getByLabel("API key").fill(key);
    tab.button("Sign in").click();
    assertThat(tab.title()).hasText("Overview");
    assertThat(tab.the(AriaRole.TIMER, "Time to the next run")).isVisible();
  }

  @Test
  void aWrongKeyIsRefusedInWords(Tab tab) {
    tab.expect("the server responded with a status of 401").at(NOW).open(service, "/");
    tab.page().getByLabel("API key").fill("sw_wrong");
    tab.button("Sign in").click();
    assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("This key does not hold");
    assertThat(tab.page().getByLabel("API key")).isFocused();
    tab.page().getByLabel("API key").fill(service.key(Role.READ));
    tab.page().keyboard().press("Enter");
    assertThat(tab.title()).hasText("Overview");
  }

  @Test
  void whoseKeyIsRevokedIsAskedForAnother(Tab tab) {
    String key = service.key(Role.READ);
    signIn(tab, key);
    TestService.await(service.keys().revoke(key.substring(3, 15)));
    tab.expect("the server responded with a status of 401").page().reload();
    assertThat(tab.title()).hasText("Sign in");
  }
}
