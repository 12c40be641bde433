package dev.stillwater.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {

  private static LoggingEvent event(String message, Throwable cause, Object... arguments) {
    var logger = new LoggerContext().getLogger("dev.stillwater.Test");
    LoggingEvent event = new LoggingEvent("", logger, Level.ERROR, message, cause, arguments);
    event.setInstant(Instant.parse("2026-03-15T12:00:00.123456Z"));
    event.setThreadName("here");
    return event;
  }

  private static String encoded(LoggingEvent event) {
    return new String(new JsonLines().encode(event), UTF_8);
  }

  @Test
  void aLineIsAnObject() {
    LoggingEvent event = event("run {} says \"{}\"", null, 7, "ä\n\u2028");
    event.addKeyValuePair(new KeyValuePair("runId", 7L));
    event.addKeyValuePair(new KeyValuePair("requestId", "a"));
    assertThat(encoded(event))
        .isEqualTo(
            """
            {"timestamp":"2026-03-15T12:00:00.123456Z","level":"ERROR","logger":"dev.stillwater.Test",\
            "thread":"here","message":"run 7 says \\"ä\\n\u2028\\"","runId":7,"requestId":"a"}
            """);
  }

  @Test
  void aFailureIsOnItsLine() {
    Throwable failure = new IllegalStateException("outer", new RuntimeException("inner\nof it"));
    String line = encoded(event("failed", failure));
    assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
    assertThat(new JsonObject(line).getString("stackTrace"))
        .startsWith("java.lang.IllegalStateException: outer")
        .contains("JsonLinesTest", "Caused by: java.lang.RuntimeException: inner");
  }
}
