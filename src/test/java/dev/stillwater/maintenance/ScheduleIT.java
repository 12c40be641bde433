package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that start by themselves. */
class ScheduleIT {

  // where a month begins while it is still the last one's day in UTC
  private static final String ZONE = "zone=Pacific/Kiritimati";
  private static final Instant DUE = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant THIRD_DUE = Instant.parse("2027-01-31T12:00:00Z");

  // the clock is read as often while it stands so near
  private static final Duration SHORTLY = Duration.ofMillis(50);
  private static final Instant BEFORE = DUE.minus(SHORTLY);

  private final AtomicInteger readings = new AtomicInteger();
  private final TestDatabase database = TestDatabase.create();
  private final SettableClock clock = new SettableClock(BEFORE);

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void aRunStartsWhenItIsDueAndOnce() {
    try (TestService service = start()) {
      database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a')");
      awaitReadings();
      assertThat(runs()).isEmpty();
      clock.set(DUE);
      await()
          .during(Duration.ofMillis(300))
          .untilAsserted(() -> assertThat(runs()).containsExactly("SCHEDULE 2026-12-01 SUCCEEDED"));
      assertThat(service.get("/api/v1/snapshots/a/2026-12").status()).isEqualTo(200);
    }
  }

  @Test
  void nothingIsDueBeforeTheInstallation() {
    clock.set(DUE.plusSeconds(1));
    try (TestService service = start()) {
      JsonObject schedule = schedule(service);
      assertThat(schedule.getString("nextRun")).isEqualTo("2026-12-31T12:00:00.000000Z");
      assertThat(schedule.getBoolean("overdue")).isFalse();
      clock.advance(Duration.ofDays(20));
      assertThat(schedule(service).getBoolean("overdue")).isFalse();
      assertThat(runs()).isEmpty();
    }
  }

  @Test
  void aMissedRunIsCaughtUpOnceAtTheStart() {
    start().close();
    clock.set(THIRD_DUE.plus(Duration.ofHours(5)));
    try (TestService service = start()) {
      await()
          .untilAsserted(() -> assertThat(runs()).containsExactly("CATCH_UP 2027-02-01 SUCCEEDED"));
      JsonObject run = status(service).getJsonObject("lastRun");
      assertThat(run.getJsonArray("missedMonths")).containsExactly("2026-12", "2027-01");
      assertThat(run.getString("scheduledAt")).isEqualTo("2027-01-31T12:00:00.000000Z");
    }
    start().close();
    assertThat(runs()).hasSize(1);
  }

  @Test
  void aMonthThatAnotherRunHasCapturedIsNotMissed() {
    try (TestService service = TestService.start(database, clock, ZONE)) {
      clock.set(DUE.plusSeconds(100));
      assertThat(service.post("/api/v1/snapshots/maintenance?phase=snapshot", "", "").status())
          .isEqualTo(200);
    }
    clock.set(THIRD_DUE.plusSeconds(1));
    try (TestService service = start()) {
      await().untilAsserted(() -> assertThat(runs()).last().asString().endsWith("SUCCEEDED"));
      await().until(() -> runs().size() == 2 && status(service).getValue("running") == null);
      assertThat(status(service).getJsonObject("lastRun").getJsonArray("missedMonths"))
          .containsExactly("2027-01");
    }
  }

  @Test
  void anyFullRunSinceItWasDueDoesIt() {
    try (TestService off = TestService.start(database, clock, ZONE)) {
      clock.set(DUE);
      assertThat(off.maintain().status()).isEqualTo(200);
    }
    try (TestService service = start()) {
      awaitReadings(service);
      assertThat(runs()).containsExactly("MANUAL 2026-12-01 SUCCEEDED");
      assertThat(schedule(service).getString("lastSuccess"))
          .isEqualTo("2026-11-30T12:00:00.000000Z");
    }
  }

  @Test
  void aRunThatWasGoingBeforeDoesNotCount() throws SQLException {
    try (TestService service = start()) {
      CompletableFuture<Answer> manual;
      try (RunHold hold = RunHold.on(database)) {
        manual = CompletableFuture.supplyAsync(service::maintain);
        hold.awaitRun();
        clock.set(DUE);
        awaitReadings();
      }
      assertThat(manual.join().status()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(runs()).hasSize(2).last().isEqualTo("SCHEDULE 2026-12-01 SUCCEEDED"));
    }
  }

  @Test
  void aFailedRunIsTriedAgainUntilItSucceeds() {
    try (TestService service = start("schedule.retry-delay=100ms")) {
      database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a')");
      database.execute(
          "ALTER TABLE stillwater.stream_snapshot ADD CONSTRAINT no_room CHECK (stream_id <> 'a')");
      clock.set(DUE);
      await().until(() -> runs().size() > 2);
      assertThat(status(service).getJsonObject("lastRun").getString("error")).contains("no_room");
      database.execute("ALTER TABLE stillwater.stream_snapshot DROP CONSTRAINT no_room");
      await()
          .untilAsserted(
              () -> assertThat(runs()).last().isEqualTo("SCHEDULE 2026-12-01 SUCCEEDED"));
      assertThat(runs().stream().filter(run -> run.endsWith("SUCCEEDED"))).hasSize(1);
      assertThat(runs()).allMatch(run -> run.startsWith("SCHEDULE"));
    }
  }

  @Test
  void aRetryKeepsItsTriggerWhoeverMakesIt() {
    try (TestService service = start("schedule.retry-delay=100ms")) {
      database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a')");
      database.execute(
          "ALTER TABLE stillwater.stream_snapshot ADD CONSTRAINT no_room CHECK (stream_id <> 'a')");
      clock.set(DUE);
      await().until(() -> runs().contains("SCHEDULE 2026-12-01 FAILED"));
    }
    database.execute("ALTER TABLE stillwater.stream_snapshot DROP CONSTRAINT no_room");
    clock.set(DUE.plus(Duration.ofHours(1)));
    try (TestService next = start()) {
      await()
          .untilAsserted(
              () -> assertThat(runs()).last().isEqualTo("SCHEDULE 2026-12-01 SUCCEEDED"));
    }
  }

  @Test
  void whileItIsPausedNothingStartsAndThenWhatCameDue() {
    try (TestService service = start()) {
      JsonObject paused = service.post("/api/v1/maintenance/pause", "", "").json();
      assertThat(paused.getBoolean("paused")).isTrue();
      assertThat(paused.getString("pausedAt")).isNotNull();
    }
    try (TestService service = start()) {
      assertThat(schedule(service).getBoolean("paused")).isTrue();
      clock.set(DUE);
      awaitReadings(service);
      clock.advance(Duration.ofMinutes(10));
      assertThat(schedule(service).getString("overdueSince"))
          .isEqualTo("2026-11-30T12:00:00.000000Z");
      assertThat(runs()).isEmpty();
      assertThat(service.post("/api/v1/maintenance/resume", "", "").json().getBoolean("paused"))
          .isFalse();
      await()
          .untilAsserted(() -> assertThat(runs()).containsExactly("SCHEDULE 2026-12-01 SUCCEEDED"));
      assertThat(schedule(service).getBoolean("overdue")).isFalse();
    }
  }

  @Test
  void ofManyInstancesOneRunsIt() {
    List<TestService> services = IntStream.range(0, 5).mapToObj(n -> start()).toList();
    try {
      clock.set(DUE);
      await()
          .during(Duration.ofMillis(1500))
          .untilAsserted(() -> assertThat(runs()).containsExactly("SCHEDULE 2026-12-01 SUCCEEDED"));
    } finally {
      services.forEach(TestService::close);
    }
  }

  @Test
  void aCancelledRunIsNotTriedAgainByItself() throws SQLException {
    try (TestService service = start("database.lock-timeout=30s")) {
      try (RunHold hold = RunHold.on(database)) {
        clock.set(DUE);
        long runId = hold.awaitRun();
        Answer cancelled =
            service.send(service.request("/api/v1/maintenance/runs/" + runId).DELETE());
        assertThat(cancelled.status()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(runs()).first().asString().endsWith("CANCELLED"));
      }
      awaitReadings(service);
      assertThat(runs()).containsExactly("SCHEDULE 2026-12-01 CANCELLED");
      clock.advance(Duration.ofHours(1));
      assertThat(schedule(service).getBoolean("overdue")).isTrue();
      assertThat(service.maintain().status()).isEqualTo(200);
      assertThat(schedule(service).getBoolean("overdue")).isFalse();
    }
  }

  @Test
  void nothingStartsOnceItIsClosed() {
    TestService service = start();
    awaitReadings();
    service.close();
    clock.set(DUE);
    int before = readings.get();
    await().during(Duration.ofMillis(500)).until(() -> readings.get() == before);
    assertThat(runs()).isEmpty();
  }

  @Test
  void nothingStartsWhereTheScheduleIsOff() {
    try (TestService service = TestService.start(database, counted(), ZONE)) {
      clock.set(DUE);
      awaitReadings(service);
      assertThat(runs()).isEmpty();
      assertThat(service.maintain().json().getString("trigger")).isEqualTo("MANUAL");
    }
  }

  private TestService start(String... further) {
    String[] settings = new String[further.length + 2];
    settings[0] = ZONE;
    settings[1] = "schedule.enabled=true";
    System.arraycopy(further, 0, settings, 2, further.length);
    return TestService.start(database, counted(), settings);
  }

  private InstantSource counted() {
    return () -> {
      readings.incrementAndGet();
      return clock.instant();
    };
  }

  private void awaitReadings() {
    int before = readings.get();
    await().until(() -> readings.get() > before + 4);
  }

  /** Has the loop look at the ledger, twice. */
  private void awaitReadings(TestService service) {
    for (int i = 0; i < 2; i++) {
      int before = readings.get();
      database.execute("NOTIFY stillwater, 'SCHEDULE'");
      await().until(() -> readings.get() > before + 1);
    }
    assertThat(schedule(service)).isNotNull();
  }

  private static JsonObject status(TestService service) {
    return service.get("/api/v1/maintenance").json();
  }

  private static JsonObject schedule(TestService service) {
    return status(service).getJsonObject("schedule");
  }

  private List<String> runs() {
    return database.column(
        "SELECT concat_ws(' ', trigger, month, status) FROM stillwater.maintenance_run ORDER BY run_id");
  }
}
