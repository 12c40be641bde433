package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.Main;
import dev.stillwater.testing.Child;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real program at other times: under {@code libfaketime} where it is installed, and everywhere
 * with a clock that is shifted.
 */
class OtherTimesIT {

  private static final DateTimeFormatter FAKETIME =
      DateTimeFormatter.ofPattern("'@'yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final TestDatabase database = TestDatabase.create();
  @TempDir private Path directory;

  /** A way to another time. */
  enum Way {
    SHIFTED,
    FAKETIME
  }

  static Stream<Way> ways() throws IOException {
    if (libfaketime().isPresent()) {
      return Stream.of(Way.values());
    }
    System.out.println(
        "libfaketime is not installed here: times are only shifted within the program");
    return Stream.of(Way.SHIFTED);
  }

  private static Optional<Path> libfaketime() throws IOException {
    Path libraries = Path.of("/usr/lib");
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> found =
        Files.find(libraries, 3, (path, a) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
      return found.findFirst();
    }
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void itRunsWhenItIsDueAndThenPlansTheNextMonth(Way way) throws Exception {
    install("2026-10-31T12:00:00Z");
    // a program starts slowly under libfaketime
    String before = way == Way.SHIFTED ? "2026-11-01T01:59:50Z" : "2026-11-01T01:59:10Z";
    try (Child child = start(way, before)) {
      child.port();
      assertThat(runs()).isEmpty();
      await().atMost(PATIENCE).until(() -> runs().size() == 1);
      JsonObject run = lastRun(child);
      assertThat(run.getString("trigger")).isEqualTo("SCHEDULE");
      assertThat(run.getString("scheduledAt")).isEqualTo("2026-11-01T02:00:00.000000Z");
      assertThat(Instant.parse(run.getString("startedAt")))
          .isBetween("2026-11-01T02:00:00Z", "2026-11-01T02:00:05Z");
      assertThat(run.getJsonArray("missedMonths")).isEmpty();
      assertThat(status(child).getJsonObject("schedule").getString("nextRun"))
          .isEqualTo("2026-12-01T02:00:00.000000Z");
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void itCatchesUpAtOnceWhatWasMissed(Way way) throws Exception {
    install("2026-10-15T00:00:00Z");
    try (Child child = start(way, "2026-11-01T03:00:00Z")) {
      JsonObject run = lastRun(child);
      assertThat(run.getString("trigger")).isEqualTo("CATCH_UP");
      assertThat(run.getString("scheduledAt")).isEqualTo("2026-11-01T02:00:00.000000Z");
      assertThat(run.getString("month")).isEqualTo("2026-11");
    }
    assertThat(runs()).containsExactly("SUCCEEDED");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void afterThreeMonthsItRunsOnceAndSaysWhatIsLost(Way way) throws Exception {
    install("2026-09-15T00:00:00Z");
    try (Child child = start(way, "2027-01-02T10:00:00Z")) {
      JsonObject run = lastRun(child);
      assertThat(run.getString("trigger")).isEqualTo("CATCH_UP");
      assertThat(run.getString("month")).isEqualTo("2027-01");
      assertThat(run.getJsonArray("missedMonths")).containsExactly("2026-10", "2026-11", "2026-12");
      assertThat(child.log())
          .contains("the months [2026-10, 2026-11, 2026-12] could not be captured");
    }
    assertThat(runs()).containsExactly("SUCCEEDED");
  }

  private void install(String at) {
    TestService.start(database, new SettableClock(Instant.parse(at))).close();
  }

  private Child start(Way way, String time) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("DATABASE_URL", database.url());
    settings.put("STILLWATER_HTTP_PORT", "0");
    if (way == Way.SHIFTED) {
      settings.put("SHIFTED_TO", time);
      return Child.start(directory, settings, ShiftedServe.class);
    }
    settings.put("LD_PRELOAD", libfaketime().orElseThrow().toString());
    settings.put("FAKETIME", FAKETIME.format(Instant.parse(time)));
    // waits are measured by it
    settings.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    settings.put("TZ", "UTC");
    return Child.start(directory, settings, Main.class, "serve");
  }

  private List<String> runs() {
    return database.column("SELECT status FROM stillwater.maintenance_run ORDER BY run_id");
  }

  private static JsonObject lastRun(Child child) {
    await().atMost(PATIENCE).until(() -> status(child).getJsonObject("lastRun") != null);
    return status(child).getJsonObject("lastRun");
  }

  private static JsonObject status(Child child) {
    return new JsonObject(child.get("/api/v1/maintenance"));
  }
}
