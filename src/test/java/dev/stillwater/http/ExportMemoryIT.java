package dev.stillwater.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.Child;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However large a month is, no more memory is needed to export it; nor by clients that stall. */
@ExtendWith(DatabaseExtension.class)
@Timeout(300)
class ExportMemoryIT {

  private static final int SMALL = 500_000;
  private static final int LARGE = 100;
  private static final int STALLED = 20;
  private static final String TARGET = "/api/v1/snapshots?month=2026-01";
  private static final String REQUEST = RawHttp.head("GET", TARGET, "accept: application/x-ndjson");

  private static final String FILL =
      """
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
      SELECT 'a' || n, '2026-01-01', 'ACTIVE', json_build_object('n', n, 'currency', 'EUR')
      FROM generate_series(1, %d) AS n;
      INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
      SELECT 'b' || n, '2026-01-01', 'ACTIVE', to_json(repeat('x', 3000000))
      FROM generate_series(1, %d) AS n
      """;

  @TempDir Path directory;

  @Test
  void monthOf350MegabytesIsExportedInALittleMemory(TestDatabase database) throws Exception {
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", database.url(),
            "JAVA_TOOL_OPTIONS", "-Xmx96m -XX:+ExitOnOutOfMemoryError",
            "STILLWATER_HTTP_PORT", "0",
            "STILLWATER_SCHEDULE_ENABLED", "false");
    List<Socket> stalled = new ArrayList<>();
    try (Child child = Child.start(directory, settings)) {
      int port = child.port();
      database.execute(FILL.formatted(SMALL, LARGE));
      for (int i = 0; i < STALLED; i++) {
        stalled.add(stall(port));
      }
      assertThat(export(child, "identity")).isEqualTo(SMALL + LARGE);
      assertThat(export(child, "gzip")).isEqualTo(SMALL + LARGE);
      assertThat(child.isAlive()).isTrue();
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  private static Socket stall(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
    return socket;
  }

  /** Line ends of an export that must come to its end. */
  private static long export(Child child, String encoding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(child.uri(TARGET))
            .header("accept", TestService.NDJSON)
            .header("accept-encoding", encoding)
            .build();
    try (InputStream body =
            HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
        InputStream in = encoding.equals("gzip") ? new GZIPInputStream(body) : body) {
      byte[] bytes = new byte[64 * 1024];
      long lines = 0;
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        for (int i = 0; i < length; i++) {
          lines += bytes[i] == '\n' ? 1 : 0;
        }
      }
      return lines;
    }
  }
}
