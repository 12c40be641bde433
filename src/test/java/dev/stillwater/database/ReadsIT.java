package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Relay;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads on connections and plans that come to an end under them. */
@ExtendWith(DatabaseExtension.class)
class ReadsIT {

  private static final List<String> PATHS =
      List.of(
          "/api/v1/streams/s",
          "/api/v1/snapshots/s",
          "/api/v1/snapshots/s/2026-02",
          "/api/v1/snapshots?month=2026-02",
          "/api/v1/snapshots/s/trend?field=n",
          "/api/v1/snapshots/s/diff?from=2026-02&to=2026-02",
          "/api/v1/streams/s/events");

  private final TestDatabase database;

  ReadsIT(TestDatabase database) {
    this.database = database;
  }

  private TestService start(String... settings) {
    TestService service =
        TestService.start(
            database, new SettableClock(Instant.parse("2026-02-20T12:00:00Z")), settings);
    service.put("/api/v1/streams/s", "{\"state\":{\"n\":1}}");
    assertThat(service.maintain().status()).isEqualTo(200);
    // on every event loop
    IntStream.range(0, 20).forEach(i -> readAll(service));
    return service;
  }

  private static void readAll(TestService service) {
    PATHS.forEach(path -> assertThat(service.get(path).status()).as(path).isEqualTo(200));
  }

  @Test
  void surviveAChangeOfTheSchema() {
    try (TestService service = start()) {
      database.execute(
          """
          ALTER TABLE stillwater.stream_snapshot ALTER COLUMN status TYPE varchar(100);
          ALTER TABLE stillwater.stream ALTER COLUMN status TYPE varchar(100);
          ALTER TABLE stillwater.stream_snapshot ALTER COLUMN captured_at TYPE timestamptz(3)
          """);
      IntStream.range(0, 5).forEach(i -> readAll(service));
    }
  }

  @Test
  void surviveTheEndOfTheirConnections() {
    try (TestService service = start()) {
      for (int i = 0; i < 5; i++) {
        database.execute(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """);
        readAll(service);
      }
    }
  }

  @Test
  void endInTimeOnAConnectionThatHasGoneSilent() {
    try (Relay relay = new Relay(database);
        TestService service = start(relay.setting(), "database.statement-timeout=1s")) {
      relay.goSilent();
      assertThat(service.get("/api/v1/streams/s").status()).isEqualTo(200);
    }
  }

  @Test
  void areRefusedWhereTooManyWait() {
    try (TestService service = start("database.max-waiting=1")) {
      List<Integer> answers =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(i -> service.get("/api/v1/streams/s").status())
              .toList();
      assertThat(answers).containsOnly(200, 503);
    }
  }
}
