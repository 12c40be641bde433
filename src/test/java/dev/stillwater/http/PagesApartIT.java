package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is found at once does not wait for what takes long. */
@ExtendWith(DatabaseExtension.class)
@Timeout(60)
class PagesApartIT {

  // each is another event loop's, so that all have their turn
  private static final int CONNECTIONS = 16;

  private static final String STREAM = "/api/v1/streams/s";
  // of the current month, which is never held
  private static final String SNAPSHOT = "/api/v1/snapshots/s/2026-03";
  private static final String READY = "/health/ready";
  private static final String PAGE = "/api/v1/snapshots/s/archive";

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_locks
      WHERE NOT granted AND relation = 'stillwater.stream_archive'::regclass
      """;

  private final TestDatabase database;
  private TestService service;

  PagesApartIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
            "database.read-connections=1",
            "database.lock-timeout=30s",
            "database.statement-timeout=30s");
    database.execute(
        """
        INSERT INTO stillwater.stream (stream_id) VALUES ('s');
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
        VALUES ('s', '2026-03-01', 'ACTIVE', '{}')
        """);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void pageThatWaitsKeepsNobodyWaiting() throws Exception {
    try (Connection holder = holdArchive();
        RawHttp page = RawHttp.connect(service)) {
      page.send(RawHttp.head("GET", PAGE));
      await().until(() -> database.count(WAITING) == 1);
      for (int i = 0; i < CONNECTIONS; i++) {
        assertThat(status(STREAM)).isEqualTo(200);
        assertThat(status(SNAPSHOT)).isEqualTo(200);
        assertThat(status(READY)).isEqualTo(200);
      }
      assertThat(database.count(WAITING)).as("pages that still wait").isEqualTo(1);
      assertThat(page.hasAnswer()).isFalse();
      holder.rollback();
      assertThat(page.receive().status()).isEqualTo(200);
    }
  }

  private int status(String target) throws IOException {
    return RawHttp.get(service, target).status();
  }

  private Connection holdArchive() throws SQLException {
    Connection holder = database.connect();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("LOCK TABLE stillwater.stream_archive IN ACCESS EXCLUSIVE MODE");
    }
    return holder;
  }
}
