package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Relay;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.ObjectName;
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

  private static final Executor THREADS = task -> new Thread(task).start();

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
      atOnce(() -> readAll(service));
      database.execute(
          """
          ALTER TABLE stillwater.stream_snapshot ALTER COLUMN status TYPE varchar(100);
          ALTER TABLE stillwater.stream ALTER COLUMN status TYPE varchar(100);
          ALTER TABLE stillwater.stream_snapshot ALTER COLUMN captured_at TYPE timestamptz(3)
          """);
      atOnce(() -> readAll(service));
    }
  }

  @Test
  void andWritesSurviveAChangeOfTheSchema() {
    try (TestService service = start()) {
      Runnable write = () -> write(service);
      atOnce(write);
      database.execute("ALTER TABLE stillwater.stream ALTER COLUMN status TYPE varchar(100)");
      atOnce(write);
    }
  }

  private static void write(TestService service) {
    TestService.Answer answer = service.put("/api/v1/streams/s", "{\"state\":{\"n\":1}}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  // by as many as there are connections and more
  private static void atOnce(Runnable work) {
    CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(work, THREADS))
                .limit(16)
                .toArray(CompletableFuture[]::new))
        .join();
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
  void letGoOfConnectionsThatWereLostWhileIdle() throws Exception {
    try (TestService service = start()) {
      for (int i = 0; i < 40; i++) {
        database.execute(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'stillwater read'
            """);
        assertThat(service.get("/api/v1/streams/s").status()).isEqualTo(200);
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> connectionFactories() < 40);
    }
  }

  private static long connectionFactories() throws Exception {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return histogram
        .toString()
        .lines()
        .filter(line -> line.contains("io.vertx.pgclient.impl.PgConnectionFactory"))
        .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
        .sum();
  }
}
