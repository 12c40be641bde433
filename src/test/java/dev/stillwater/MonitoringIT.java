package dev.stillwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.config.spi.utils.Processors;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The files for those who watch the service speak of what it tells. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MonitoringIT {

  private static final Path RULES = Path.of("conf/prometheus-rules.yaml");
  private static final Path DASHBOARD = Path.of("conf/grafana-dashboard.json");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:stillwater|jvm|process)_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  // of the server that scrapes
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  private final TestService service;

  MonitoringIT(TestDatabase database) {
    this.service =
        TestService.start(database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")));
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void alertsAreOnWhatIsThere() throws IOException {
    List<JsonObject> rules = rules();
    assertThat(rules).hasSizeGreaterThanOrEqualTo(8);
    requireThere(rules.stream().map(rule -> rule.getString("expr")).toList());
  }

  @Test
  void alertsSayWhatToDo() throws IOException {
    Set<String> names = new HashSet<>();
    for (JsonObject rule : rules()) {
      String name = rule.getString("alert");
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(rule.getString("for", "1m")).as(name).matches("\\d+[smh]");
      assertThat(rule.getJsonObject("labels").getString("severity")).isIn("warning", "critical");
      assertThat(rule.getJsonObject("annotations").getString("summary")).isNotBlank();
      assertThat(rule.getJsonObject("annotations").getString("description")).isNotBlank();
    }
  }

  private List<JsonObject> rules() throws IOException {
    Buffer text = Buffer.buffer(Files.readString(RULES));
    JsonObject file =
        TestService.await(Processors.get("yaml").process(service.vertx(), new JsonObject(), text));
    return objects(file, "groups").flatMap(group -> objects(group, "rules")).toList();
  }

  @Test
  void panelsShowWhatIsThere() throws IOException {
    List<String> shown = new ArrayList<>();
    panels()
        .flatMap(panel -> objects(panel, "targets"))
        .forEach(t -> shown.add(t.getString("expr")));
    assertThat(shown).hasSizeGreaterThan(20);
    requireThere(shown);
  }

  @Test
  void theDashboardTakesAnyDataSource() throws IOException {
    JsonObject variable =
        objects(dashboard().getJsonObject("templating"), "list").findFirst().orElseThrow();
    assertThat(variable.getString("type")).isEqualTo("datasource");
    assertThat(variable.getString("name")).isEqualTo("datasource");
    assertThat(panels().filter(panel -> !panel.getString("type").equals("row")))
        .allSatisfy(
            panel ->
                assertThat(panel.getJsonObject("datasource").getString("uid"))
                    .isEqualTo("${datasource}"));
    assertThat(panels().map(panel -> panel.getInteger("id"))).doesNotHaveDuplicates();
  }

  @Test
  void everyMetricOfOursIsShownOrAlertedOn() throws IOException {
    String files = Files.readString(RULES) + Files.readString(DASHBOARD);
    List<String> names =
        scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE stillwater_"))
            .map(line -> line.split(" ")[2])
            // comes with each timer
            .filter(name -> !name.endsWith("_seconds_max"))
            .toList();
    assertThat(names).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(files).contains(name));
  }

  private static Stream<JsonObject> panels() throws IOException {
    return objects(dashboard(), "panels");
  }

  private static JsonObject dashboard() throws IOException {
    return new JsonObject(Files.readString(DASHBOARD));
  }

  private static Stream<JsonObject> objects(JsonObject parent, String member) {
    return parent.getJsonArray(member, new JsonArray()).stream().map(JsonObject.class::cast);
  }

  /** Whether a scrape has all metrics that expressions name, with the labels they ask for. */
  private void requireThere(List<String> expressions) {
    String scrape = scrapeOfOneThatWasUsed();
    for (String expression : expressions) {
      requireBalanced(expression);
      List<MatchResult> metrics = METRIC.matcher(expression).results().toList();
      assertThat(metrics.size() + (expression.contains("up{") ? 1 : 0)).as(expression).isPositive();
      metrics.forEach(metric -> requireThere(scrape, metric));
    }
  }

  private static void requireThere(String scrape, MatchResult metric) {
    Set<String> wanted = new HashSet<>();
    if (metric.group(2) != null) {
      LABEL.matcher(metric.group(2)).results().forEach(label -> wanted.add(label.group(1)));
    }
    wanted.removeAll(OF_PROMETHEUS);
    assertThat(scrape.lines().filter(line -> isOf(line, metric.group(1))))
        .as(metric.group())
        .isNotEmpty()
        .allSatisfy(
            line ->
                wanted.forEach(label -> assertThat(line).containsPattern("[{,]" + label + "=\"")));
  }

  private static boolean isOf(String line, String metric) {
    return line.startsWith(metric + " ") || line.startsWith(metric + "{");
  }

  private static void requireBalanced(String expression) {
    String bare = QUOTED.matcher(expression).replaceAll("");
    for (String pair : List.of("()", "{}", "[]")) {
      assertThat(count(bare, pair.charAt(0))).as(expression).isEqualTo(count(bare, pair.charAt(1)));
    }
  }

  private static long count(String text, char c) {
    return text.chars().filter(found -> found == c).count();
  }

  // of requests and of collections there are series once there has been one
  private String scrapeOfOneThatWasUsed() {
    service.get("/api/v1/streams");
    System.gc();
    return await()
        .until(
            this::scrape,
            scrape ->
                scrape.contains("\njvm_gc_pause_seconds_count{")
                    && scrape.contains("route=\"/api/v1/streams\""));
  }

  private String scrape() {
    return service.get("/metrics").body();
  }
}
