package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and the service itself may keep of January and February, and for how long. */
class CachingIT {

  private static final String IMMUTABLE = "private, max-age=31536000, immutable";
  private static final String REVALIDATED = "private, no-cache";
  private static final String LIST = "/api/v1/snapshots/s";
  private static final String JANUARY = LIST + "/2026-01";
  private static final String FEBRUARY = LIST + "/2026-02";

  private static final String LISTENERS =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND state = 'idle' AND query LIKE 'LISTEN%'
      """;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-20T12:00:00Z"));
  private final TestDatabase database = TestDatabase.create();
  private TestService service;

  @BeforeEach
  void captureJanuary() {
    // whoever has captured lets go of all that is held as soon as it hears of that, at any time
    try (TestService earlier = TestService.start(database, clock)) {
      capture(earlier, "january");
    }
    clock.set(Instant.parse("2026-02-20T12:00:00Z"));
    service = TestService.start(database, clock);
  }

  @AfterEach
  void stop() {
    service.close();
    database.close();
  }

  private static void capture(TestService service, String value) {
    service.put("/api/v1/streams/s", new JsonObject().put("state", state(value)).encode());
    assertThat(service.maintain().status()).isEqualTo(200);
  }

  /** Changes what the database holds, of which nobody is told. */
  private void change(String value) {
    database.execute("UPDATE stillwater.stream_snapshot SET state = '%s'".formatted(state(value)));
  }

  private static JsonObject state(String value) {
    return new JsonObject().put("value", value).put("length", value.length());
  }

  private Answer get(String path) {
    return service.get(path);
  }

  private Answer revalidate(String path, String tag) {
    return service.send(service.request(path).header("if-none-match", tag).GET());
  }

  private static JsonObject stateIn(Answer snapshot) {
    return snapshot.json().getJsonObject("state");
  }

  private Answer revalidate(String path, Answer held) {
    return revalidate(path, held.header("etag"));
  }

  @Test
  void endedMonthIsImmutable() {
    Answer january = get(JANUARY);
    assertThat(january.header("cache-control")).isEqualTo(IMMUTABLE);
    assertThat(january.header("etag")).matches("\"[A-Za-z0-9_-]{20}\"");
    assertThat(get(JANUARY).header("etag")).isEqualTo(january.header("etag"));
  }

  @Test
  void whatIsHeldIsNotSentAgain() {
    Answer january = get(JANUARY);
    Answer again = revalidate(JANUARY, january);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.header("etag")).isEqualTo(january.header("etag"));
    assertThat(again.header("cache-control")).isEqualTo(IMMUTABLE);
    assertThat(revalidate(JANUARY, "\"other\"").status()).isEqualTo(200);
  }

  @Test
  void endedMonthsAreAnsweredWithoutTheDatabase() {
    Answer january = get(JANUARY);
    database.execute("ALTER TABLE stillwater.stream_snapshot RENAME TO away");
    assertThat(get(LIST + "/2025-12").status()).isEqualTo(500);
    assertThat(get(JANUARY).body()).isEqualTo(january.body());
    assertThat(revalidate(JANUARY, january).status()).isEqualTo(304);
    Answer onTheBus =
        service.ask(
            Addresses.SNAPSHOTS_GET, new JsonObject().put("streamId", "s").put("month", "2026-01"));
    assertThat(onTheBus.body()).isEqualTo(january.body());
    assertThat(onTheBus.header("etag")).isEqualTo(january.header("etag"));
    assertThat(onTheBus.header("cache-control")).isEqualTo(IMMUTABLE);
  }

  @Test
  void nothingIsKeptWhereThatIsNotWished() {
    try (TestService plain = TestService.start(database, clock, "cache.max-size=0")) {
      assertThat(plain.get(JANUARY).header("cache-control")).isEqualTo(IMMUTABLE);
      change("plain");
      assertThat(stateIn(plain.get(JANUARY))).isEqualTo(state("plain"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FEBRUARY,
        LIST,
        LIST + "?to=2026-02",
        "/api/v1/snapshots?month=2026-02",
        LIST + "/trend?field=length",
        LIST + "/diff?from=2026-01&to=2026-02",
        LIST + "/diff?from=2026-02&to=2026-01"
      })
  void currentMonthIsAskedForAgain(String path) {
    capture(service, "february");
    Answer first = get(path);
    assertThat(first.header("cache-control")).isEqualTo(REVALIDATED);
    assertThat(revalidate(path, first).status()).isEqualTo(304);

    clock.advance(Duration.ofMinutes(1));
    capture(service, "refreshed");
    Answer refreshed = revalidate(path, first);
    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.header("etag")).isNotEqualTo(first.header("etag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LIST + "?to=2026-01",
        LIST + "?before=2026-02",
        "/api/v1/snapshots?month=2026-01",
        LIST + "/trend?field=length&to=2026-01",
        LIST + "/diff?from=2026-01&to=2026-01"
      })
  void whatSpeaksOfEndedMonthsAloneIsImmutable(String path) {
    assertThat(get(path).header("cache-control")).isEqualTo(IMMUTABLE);
    assertThat(revalidate(path, get(path)).status()).isEqualTo(304);
  }

  @Test
  void monthIsImmutableFromFiveMinutesAfterItsEnd() {
    capture(service, "february");
    clock.set(Instant.parse("2026-03-01T00:04:59Z"));
    assertThat(get(FEBRUARY).header("cache-control")).isEqualTo(REVALIDATED);
    clock.set(Instant.parse("2026-03-01T00:05:00Z"));
    assertThat(get(FEBRUARY).header("cache-control")).isEqualTo(IMMUTABLE);
  }

  @Test
  void whatIsNotThereIsNotKept() {
    Answer missing = get(FEBRUARY);
    missing.problem(404);
    assertThat(missing.headers().contains("etag")).isFalse();
    assertThat(missing.header("cache-control")).isIn(null, "no-store");
    capture(service, "february");
    assertThat(stateIn(get(FEBRUARY))).isEqualTo(state("february"));
  }

  @Test
  void changeOfTheCurrentMonthIsSeenAtOnce() {
    // by no run, the end of which would let go of all that is held
    database.execute(
        "INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)"
            + " VALUES ('s', '2026-02-01', 'ACTIVE', '{}')");
    assertThat(stateIn(get(FEBRUARY))).isEqualTo(new JsonObject());
    change("refreshed");
    assertThat(stateIn(get(FEBRUARY))).isEqualTo(state("refreshed"));
  }

  @Test
  void refreshByAClockFarBehindIsSeenAsSoonAsItHasEnded() {
    capture(service, "february");
    // what ends before the service listens is never heard of
    await().until(() -> database.count(LISTENERS) == 1);
    SettableClock behind = new SettableClock(clock.instant());
    clock.set(Instant.parse("2026-03-02T12:00:00Z"));
    assertThat(stateIn(get(FEBRUARY))).isEqualTo(state("february"));
    try (TestService other = TestService.start(database, behind)) {
      capture(other, "refreshed");
    }
    await().untilAsserted(() -> assertThat(stateIn(get(FEBRUARY))).isEqualTo(state("refreshed")));
  }

  @Test
  void timelineAndStreamsAreNotKept() {
    for (String path : new String[] {"/api/v1/streams/s", "/api/v1/streams/s/events"}) {
      assertThat(get(path).header("cache-control")).as(path).isIn(REVALIDATED, "no-store");
    }
  }
}
