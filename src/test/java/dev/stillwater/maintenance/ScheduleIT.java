package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs that start by themselves. */
@ExtendWith(DatabaseExtension.class)
class ScheduleIT {

  // where a month begins while it is still the last one's day in UTC
  private static final String ZONE = "zone=Pacific/Kiritimati";
  private static final Instant DUE = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant NEXT_DUE = Instant.parse("2026-12-31T12:00:00Z");
  private static final Instant THIRD_DUE = Instant.parse("2027-01-31T12:00:00Z");

  // the timer reads the clock as often while it stands so near
  private static final Duration SHORTLY = Duration.ofMillis(50);

  private final AtomicInteger readings = new AtomicInteger();
  private final TestDatabase database;

  ScheduleIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void aRunStartsWhenItIsDueAndOnce() {
    SettableClock clock = new SettableClock(DUE.minus(SHORTLY));
    try (TestService service = start(clock, true)) {
      database.execute("INSERT INTO stillwater.stream (stream_id) VALUES ('a')");
      awaitReadings();
      assertThat(runsDueAt(DUE)).isEmpty();
      clock.set(DUE);
      await()
          .during(Duration.ofMillis(300))
          .untilAsserted(
              () -> assertThat(runsDueAt(DUE)).containsExactly("SCHEDULE 2026-12-01 SUCCEEDED"));
      assertThat(service.get("/api/v1/snapshots/a/2026-12").status()).isEqualTo(200);
    }
  }

  @Test
  void aRunThatWasGoingBeforeDoesNotCount() throws SQLException {
    SettableClock clock = new SettableClock(THIRD_DUE.minus(SHORTLY));
    try (TestService service = start(clock, true)) {
      CompletableFuture<Answer> manual;
      try (RunHold hold = RunHold.on(database)) {
        manual = CompletableFuture.supplyAsync(service::maintain);
        hold.awaitRun();
        clock.set(THIRD_DUE);
        awaitReadings();
      }
      assertThat(manual.join().status()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(runsDueAt(THIRD_DUE))
                      .containsExactly("SCHEDULE 2027-02-01 SUCCEEDED"));
    }
  }

  @Test
  void nothingStartsOnceItIsClosed() {
    SettableClock clock = new SettableClock(NEXT_DUE.minus(SHORTLY));
    TestService service = start(clock, true);
    awaitReadings();
    service.close();
    clock.set(NEXT_DUE);
    int before = readings.get();
    await().during(Duration.ofMillis(500)).until(() -> readings.get() == before);
    assertThat(runsDueAt(NEXT_DUE)).isEmpty();
  }

  @Test
  void nothingStartsWhereTheScheduleIsOff() {
    SettableClock clock = new SettableClock(NEXT_DUE.minus(SHORTLY));
    try (TestService service = start(clock, false)) {
      int before = readings.get();
      clock.set(NEXT_DUE);
      await().during(Duration.ofMillis(500)).until(() -> readings.get() == before);
      assertThat(runsDueAt(NEXT_DUE)).isEmpty();
      assertThat(service.maintain().json().getString("trigger")).isEqualTo("MANUAL");
    }
  }

  private TestService start(InstantSource clock, boolean scheduled) {
    InstantSource counted =
        () -> {
          readings.incrementAndGet();
          return clock.instant();
        };
    return TestService.start(database, counted, ZONE, "schedule.enabled=" + scheduled);
  }

  private void awaitReadings() {
    int before = readings.get();
    await().until(() -> readings.get() > before + 2);
  }

  private List<String> runsDueAt(Instant due) {
    return database.column(
        "SELECT concat_ws(' ', trigger, month, status) FROM stillwater.maintenance_run WHERE scheduled_at = '%s'"
            .formatted(due));
  }
}
