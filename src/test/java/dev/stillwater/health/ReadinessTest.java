package dev.stillwater.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.health.Readiness.Check;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  @Test
  void whereAllIsUpThereIsNoReason() {
    Readiness ready = Readiness.of(Check.up("database"), Check.up("schema"));
    assertThat(ready.isReady()).isTrue();
    assertThat(ready.toJson())
        .hasToString(
            """
            {"status":"UP","checks":{"database":{"status":"UP"},"schema":{"status":"UP"}}}""");
  }

  @Test
  void whatIsDownSaysWhy() {
    Readiness away =
        Readiness.of(Check.down("database", "it is away"), Check.unknown("schema"))
            .and(Check.down("serving", "it is being stopped"));
    assertThat(away.isReady()).isFalse();
    assertThat(away.toJson().encode())
        .isEqualTo(
            """
            {"status":"DOWN","reason":"it is away","checks":{"database":{"status":"DOWN","reason":"it is away"},\
            "schema":{"status":"UNKNOWN"},"serving":{"status":"DOWN","reason":"it is being stopped"}}}""");
  }
}
