package dev.stillwater.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.SqlEvents;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of a month, from its first event to its being held. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MonthCountsIT {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant FROM = Instant.parse("2026-05-10T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-05-20T00:00:00Z");
  private static final String RESTORE = "/api/v1/archive/2026-05/restore";

  private final TestDatabase database;
  private final TestService service;

  MonthCountsIT(TestDatabase database) {
    this.database = database;
    this.service = TestService.start(database, new SettableClock(NOW));
  }

  @AfterAll
  void close() {
    service.close();
  }

  @Test
  void aMonthIsFollowedThroughItsLife() {
    SqlEvents.write(database, 300, FROM, TO);
    assertMonth(300, 0, 0, false);
    assertThat(may().getLong("hotBytes")).isPositive();
    assertThat(may().getLong("archivedBytes")).isZero();

    service.maintain();
    assertMonth(0, 300, 0, false);
    assertThat(may().getLong("hotBytes")).isZero();
    assertThat(may().getLong("archivedBytes")).isPositive();

    SqlEvents.write(database, 7, FROM.plusNanos(1_000), TO);
    assertMonth(7, 300, 7, false);

    service.maintain();
    assertMonth(0, 307, 0, false);

    assertThat(service.post(RESTORE, TestService.JSON, "").status()).isEqualTo(200);
    assertMonth(307, 0, 0, true);

    assertThat(service.send(service.request(RESTORE).DELETE()).status()).isEqualTo(204);
    assertThat(may().getBoolean("held")).isFalse();

    service.maintain();
    assertMonth(0, 307, 0, false);
  }

  private void assertMonth(int hot, int archived, int late, boolean held) {
    JsonObject may = may();
    assertThat(may.getInteger("hot")).isEqualTo(hot);
    assertThat(may.getInteger("archived")).isEqualTo(archived);
    assertThat(may.getInteger("lateEvents")).isEqualTo(late);
    assertThat(may.getBoolean("held")).isEqualTo(held);
  }

  private JsonObject may() {
    return service.get("/api/v1/maintenance").list("months").stream()
        .filter(month -> "2026-05".equals(month.getString("month")))
        .findFirst()
        .orElseThrow();
  }
}
