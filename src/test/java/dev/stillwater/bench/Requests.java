package dev.stillwater.bench;

import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/** Requests over one connection, one after the other: a client that costs next to nothing. */
final class Requests implements AutoCloseable {

  private final RawHttp http;
  private long sent;

  Requests(TestService service) throws IOException {
    this.http = RawHttp.connect(service);
  }

  static String get(String target) {
    return RawHttp.head("GET", target);
  }

  static String post(String target, String json) {
    return RawHttp.head(
            "POST", target, "content-type: application/json", "content-length: " + json.length())
        + json;
  }

  Answer send(String request) throws IOException {
    sent++;
    http.send(request);
    Answer answer = http.receive();
    if (answer.status() != 200) {
      throw new IllegalStateException(request + answer.body());
    }
    return answer;
  }

  /** Sends requests for a while; answers the microseconds of one. */
  double slice(Supplier<String> request, Duration time) throws IOException {
    long start = System.nanoTime();
    long before = sent;
    do {
      send(request.get());
    } while (System.nanoTime() - start < time.toNanos());
    return (System.nanoTime() - start) / 1e3 / (sent - before);
  }

  /** How many requests have been sent. */
  long sent() {
    return sent;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
