package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that the parser fails upon. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class HostileHeadersIT {

  private static final String LARGE = "/api/v1/streams/large";
  private static final String MONTH = "/api/v1/snapshots?month=2026-01";

  private final TestService service;

  HostileHeadersIT(TestDatabase database) {
    service = TestService.start(database, new SettableClock(Instant.parse("2026-02-20T12:00:00Z")));
    service.put(LARGE, "{\"state\":{\"text\":\"" + "e".repeat(2000) + "\"}}");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {";=\"", "gzip;x=\"", "gzip;q=\"", "\"", ";", ",", "=;\""})
  void arePassedOver(String value) throws IOException {
    assertThat(RawHttp.get(service, LARGE, "accept-encoding: " + value).status()).isEqualTo(200);
    assertThat(RawHttp.get(service, MONTH, "accept: " + value).status()).isEqualTo(200);
  }
}
