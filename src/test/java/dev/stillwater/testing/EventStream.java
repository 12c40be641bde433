package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** One who follows server-sent events. Not thread-safe. */
public final class EventStream implements AutoCloseable {

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /** Asks for the events of runs with these headers: names and values in turn. */
  public static EventStream open(int port, String... headers) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/maintenance/events");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return new EventStream(
        ContractCheck.checked(
            HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream())));
  }

  public int status() {
    return response.statusCode();
  }

  /** A header of the answer, empty where it has none. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The lines up to the next empty one; none where the stream has ended. */
  public List<String> block() throws IOException {
    List<String> block = new ArrayList<>();
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      block.add(line);
    }
    return block;
  }

  /** The id of the next event; what is no event is passed over. */
  public String nextId() throws IOException {
    List<String> block = block();
    while (block.size() == 1 || block.contains("retry: 3000")) {
      block = block();
    }
    return block.isEmpty() ? "end" : block.get(0).replaceFirst("id: ", "");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
