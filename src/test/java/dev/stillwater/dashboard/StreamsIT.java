package dev.stillwater.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Finding a stream, and all that is told of it. */
@InBrowser
class StreamsIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String FILL =
      """
      INSERT INTO stillwater.stream (stream_id, status, state)
      SELECT 'meter-' || lpad(n::text, 3, '0'), CASE WHEN n % 10 = 0 THEN 'PAUSED' ELSE 'ACTIVE' END, '{"level": 1}'
      FROM generate_series(1, 230) AS n;
      INSERT INTO stillwater.stream (stream_id, state) VALUES ('account', '{"balance": 12.50, "owner": {"name": "Ada"}}');
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state, captured_at)
      SELECT 'account', month, 'ACTIVE',
             json_build_object('balance', extract(month FROM month) * 10, 'owner', json_build_object('name', 'Ada')), month
      FROM generate_series(timestamp '2026-01-01', timestamp '2026-10-01', interval '1 month') AS month;
      INSERT INTO stillwater.event_log (stream_id, event_type, payload, occurred_at)
      SELECT 'account', CASE WHEN n % 50 = 0 THEN 'audited' ELSE 'settled' END, jsonb_build_object('n', n),
             timestamptz '2026-11-20 00:00:00+00' - make_interval(hours => n * 12)
      FROM generate_series(1, 410) AS n
      """;

  private final TestService service;

  StreamsIT(TestDatabase database) {
    this.service = TestService.start(database, new SettableClock(NOW));
    database.execute(FILL);
    service.maintain();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void streamsAreFoundByTheirIdsAndStatus(Tab tab) {
    tab.at(NOW).open(service, "/streams");
    tab.page().getByLabel("Id begins with").fill("meter-");
    tab.page().getByLabel("Status").fill("PAUSED");
    assertThat(tab.page().getByText("That is all: 23 streams.")).isVisible();
    tab.page().getByLabel("Id begins with").fill("acc");
    assertThat(tab.page().getByText("No stream matches")).isVisible();
    tab.page().getByLabel("Status").fill("");
    tab.link("account").click();
    assertThat(tab.title()).hasText("account");
  }

  @Test
  void allStreamsAreReadToTheEnd(Tab tab) {
    tab.at(NOW).open(service, "/streams?prefix=meter-");
    tab.scrollTo(tab.page().getByText("That is all: 230 streams."));
    assertThat(tab.link("meter-230")).hasCount(1);
  }

  @Test
  void aNumberIsDrawnOverTheMonths(Tab tab) {
    tab.at(NOW).open(service, "/streams/account");
    tab.page().getByLabel("Field").selectOption(new SelectOption().setLabel("balance"));
    Locator chart =
        tab.page()
            .getByRole(AriaRole.IMG)
            .and(tab.page().getByLabel(Pattern.compile("balance.*Jan 2026")));
    assertThat(chart).isVisible();
    assertThat(chart.locator("canvas")).hasCount(1);
    assertThat(tab.page().getByText("12.50", new GetByTextOptions().setExact(false)).first())
        .isVisible();
  }

  @Test
  void twoMonthsAreCompared(Tab tab) {
    tab.at(NOW).open(service, "/streams/account");
    tab.page().getByLabel("Before").selectOption(new SelectOption().setLabel("Mar 2026"));
    tab.page().getByLabel("After").selectOption(new SelectOption().setLabel("Sept 2026"));
    Locator changed = tab.the(AriaRole.TABLE, "What changed from Mar 2026 to Sept 2026");
    assertThat(changed).containsText("/balance");
    assertThat(changed).containsText("30");
    assertThat(changed).containsText("90");
    assertThat(changed).not().containsText("/owner");
  }

  @Test
  void theTimelineGoesOverLogAndArchiveToTheEnd(Tab tab) {
    tab.at(NOW).open(service, "/streams/account");
    Locator events = tab.the(AriaRole.LIST, "Events, newest first").locator("> li");
    assertThat(events.first()).containsText("hot");
    tab.scrollTo(tab.page().getByText("That is all: 410 events."));
    assertThat(events).hasCount(410);
    assertThat(events.last()).containsText("archived");
  }

  @Test
  void eventsAreChosenByTypeAndTime(Tab tab) {
    tab.at(NOW).open(service, "/streams/account");
    tab.page().getByLabel("Type").fill("audited");
    assertThat(tab.page().getByText("That is all: 8 events.")).isVisible();
    tab.page().getByLabel("From", new GetByLabelOptions().setExact(true)).fill("2026-09-01T00:00");
    assertThat(tab.page().getByText("That is all: 3 events.")).isVisible();
  }
}
