package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many more requests than the database keeps up with. */
@ExtendWith(DatabaseExtension.class)
@Timeout(60)
class OverloadIT {

  private static final int CLIENTS = 500;
  private static final int IN_FLIGHT = 50;
  private static final int READ_CONNECTIONS = 4;
  private static final String PAGE = RawHttp.head("GET", "/api/v1/snapshots/s/archive");

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE NOT l.granted AND l.relation = 'stillwater.stream_archive'::regclass
        AND a.application_name = '%s'
      """;

  @Test
  void someAreAnsweredTheOthersRefusedAtOnceAndMaintenanceGoesOn(TestDatabase database)
      throws Exception {
    List<RawHttp> clients = new ArrayList<>();
    try (TestService service =
            TestService.start(
                database,
                new SettableClock(Instant.parse("2026-03-15T12:00:00Z")),
                "http.max-in-flight=" + IN_FLIGHT,
                "database.read-connections=" + READ_CONNECTIONS,
                "database.lock-timeout=30s",
                "database.statement-timeout=30s",
                "database.connect-timeout=30s");
        RawHttp run = RawHttp.connect(service)) {
      service.put("/api/v1/streams/s", "{\"state\":{}}");
      service.post("/api/v1/events", TestService.JSON, TestEvent.at("2025-10-01T00:00:00Z").json());
      try (Connection slow = database.connect();
          Statement lock = slow.createStatement()) {
        slow.setAutoCommit(false);
        lock.execute("LOCK TABLE stillwater.stream_archive IN ACCESS EXCLUSIVE MODE");
        for (int i = 0; i < CLIENTS; i++) {
          RawHttp client = RawHttp.connect(service);
          clients.add(client);
          client.send(PAGE);
        }
        run.send(RawHttp.head("POST", "/api/v1/snapshots/maintenance"));

        // nothing is fast now but a refusal
        await().until(() -> answered(clients) == CLIENTS - IN_FLIGHT);
        assertThat(database.count(WAITING.formatted("stillwater read")))
            .isEqualTo(READ_CONNECTIONS);
        assertThat(service.get("/health/live").status()).isEqualTo(200);
        assertThat(service.get("/health/ready").status()).isEqualTo(200);
        assertThat(service.get("/metrics").status()).isEqualTo(200);
        await()
            .until(
                () ->
                    database.count("SELECT snapshots_created FROM stillwater.maintenance_run")
                        == 1);
      }
      int refused = 0;
      for (RawHttp client : clients) {
        Answer answer = client.receive();
        refused += answer.status() == 503 ? 1 : 0;
        assertThat(answer.status()).isIn(200, 503);
        assertThat(answer.status() == 200 || answer.header("retry-after").equals("1")).isTrue();
      }
      assertThat(refused).isEqualTo(CLIENTS - IN_FLIGHT);
      Answer ended = run.receive();
      assertThat(ended.json().getString("status")).as(ended.body()).isEqualTo("SUCCEEDED");
      assertThat(ended.json().getInteger("eventsArchived")).isEqualTo(1);
    } finally {
      for (RawHttp client : clients) {
        client.close();
      }
    }
  }

  private static long answered(List<RawHttp> clients) throws Exception {
    long answered = 0;
    for (RawHttp client : clients) {
      answered += client.hasAnswer() ? 1 : 0;
    }
    return answered;
  }
}
