package dev.stillwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.EventStream;
import dev.stillwater.testing.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The log for machines. */
@ExtendWith(DatabaseExtension.class)
class JsonLogIT {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final Pattern SUCCEEDED = Pattern.compile("run \\d+ succeeded");
  private static final Pattern REFUSED = Pattern.compile("request second is answered with 503");

  @Test
  void everyLineIsAnObjectWithTheIdsThatApply(@TempDir Path directory, TestDatabase database)
      throws Exception {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", database.url(),
            "STILLWATER_HTTP_PORT", "0",
            "STILLWATER_HTTP_MAX_SUBSCRIBERS", "1",
            "STILLWATER_LOG_FORMAT", "json");
    try (Child child = Child.start(directory, settings);
        EventStream first = EventStream.open(child.port())) {
      assertThat(first.status()).isEqualTo(200);
      assertThat(send(child, "first", "/api/v1/snapshots/maintenance", "POST")).isEqualTo(200);
      child.awaitLine(SUCCEEDED);
      assertThat(send(child, "second", "/api/v1/maintenance/events", "GET")).isEqualTo(503);
      child.awaitLine(REFUSED);
      await().until(() -> child.log().equals(child.out()));

      List<JsonObject> lines = child.log().lines().map(JsonObject::new).toList();
      assertThat(lines).allSatisfy(JsonLogIT::requireWhole);
      JsonObject asked = only(lines, "is of request first");
      assertThat(asked.getString("requestId")).isEqualTo("first");
      assertThat(asked.getString("traceId")).isEqualTo(TRACE);
      long runId = asked.getLong("runId");
      assertThat(only(lines, " started by MANUAL").getLong("runId")).isEqualTo(runId);
      assertThat(only(lines, " captured ").getLong("runId")).isEqualTo(runId);
      assertThat(only(lines, " succeeded").getLong("runId")).isEqualTo(runId);
      JsonObject refused = only(lines, "request second is answered with 503");
      assertThat(refused.getString("level")).isEqualTo("WARN");
      assertThat(refused.getString("requestId")).isEqualTo("second");
      assertThat(refused.getString("traceId")).isEqualTo(TRACE);
    }
  }

  private static int send(Child child, String id, String path, String method) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(child.uri(path))
            .method(method, BodyPublishers.noBody())
            .header("x-request-id", id)
            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private static void requireWhole(JsonObject line) {
    assertThat(Instant.parse(line.getString("timestamp"))).isNotNull();
    assertThat(line.getString("level")).isIn("INFO", "WARN");
    assertThat(line.getString("logger")).isNotBlank();
    assertThat(line.getString("thread")).isNotBlank();
    assertThat(line.getString("message")).isNotBlank();
  }

  private static JsonObject only(List<JsonObject> lines, String text) {
    List<JsonObject> found =
        lines.stream().filter(line -> line.getString("message").contains(text)).toList();
    assertThat(found).as(text).hasSize(1);
    return found.get(0);
  }
}
