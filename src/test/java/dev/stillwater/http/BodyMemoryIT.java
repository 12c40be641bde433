package dev.stillwater.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.Gzip;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However many large bodies come at once, a small heap holds those that are taken. */
@ExtendWith(DatabaseExtension.class)
@Timeout(180)
class BodyMemoryIT {

  private static final int MAX_BODY = 10 << 20;
  private static final int BODIES = 16;
  private static final int LINE = 1024;
  private static final int LINES = MAX_BODY / LINE;

  @TempDir Path directory;

  @Test
  void sixteenBodiesOf10MebibytesInAHeapOf128(TestDatabase database) {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", database.url(),
            "JAVA_TOOL_OPTIONS", "-Xmx128m -XX:+ExitOnOutOfMemoryError",
            "STILLWATER_HTTP_PORT", "0",
            "STILLWATER_SCHEDULE_ENABLED", "false");
    try (Child child = Child.start(directory, settings)) {
      String lines = lines();
      long taken = taken(send(child, events(lines)));
      taken += taken(send(child, events(Gzip.of(lines)).header("content-encoding", "gzip")));
      assertThat(database.count("SELECT count(*) FROM stillwater.event_log"))
          .isEqualTo(taken * LINES);

      // each is too much for this heap, and none may end it
      send(child, stream());
      send(child, events("{\"streamId\":\"a\",\"eventType\":\"t\"}\n".repeat(MAX_BODY / 33)));
      assertThat(child.get("/health/live")).contains("UP");
      assertThat(child.isAlive()).isTrue();
    }
  }

  private static String lines() {
    String start = "{\"streamId\":\"a\",\"eventType\":\"t\",\"payload\":{\"x\":\"";
    String line = start + "x".repeat(LINE - start.length() - 4) + "\"}}\n";
    return line.repeat(LINES);
  }

  private static HttpRequest.Builder events(String body) {
    return events(body.getBytes(UTF_8));
  }

  private static HttpRequest.Builder events(byte[] body) {
    return HttpRequest.newBuilder()
        .header("content-type", TestService.NDJSON)
        .POST(BodyPublishers.ofByteArray(body));
  }

  // one character makes all of the text twice as long in memory
  private static HttpRequest.Builder stream() {
    String state = "{\"state\":{\"x\":\"\u20ac" + "x".repeat(MAX_BODY - 30) + "\"}}";
    return HttpRequest.newBuilder()
        .header("content-type", TestService.JSON)
        .PUT(BodyPublishers.ofString(state));
  }

  private static List<Integer> send(Child child, HttpRequest.Builder request) {
    boolean isPut = request.copy().uri(child.uri("/")).build().method().equals("PUT");
    HttpRequest ready =
        request.uri(child.uri(isPut ? "/api/v1/streams/s" : "/api/v1/events")).build();
    HttpClient client = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, BODIES)
            .mapToObj(i -> client.sendAsync(ready, BodyHandlers.ofString()))
            .toList();
    List<Integer> statuses = answers.stream().map(answer -> status(child, answer)).toList();
    assertThat(statuses)
        .as(child::toString)
        .allMatch(status -> List.of(200, 201, 413, 503).contains(status));
    return statuses;
  }

  private static int status(Child child, CompletableFuture<HttpResponse<String>> answer) {
    try {
      return answer.join().statusCode();
    } catch (CompletionException e) {
      throw new AssertionError(child.toString(), e);
    }
  }

  private static long taken(List<Integer> statuses) {
    assertThat(statuses).contains(200).doesNotContain(413);
    return statuses.stream().filter(status -> status == 200).count();
  }
}
