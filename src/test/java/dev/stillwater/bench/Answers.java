package dev.stillwater.bench;

import static java.net.http.HttpResponse.BodyHandlers.ofString;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;

/** What servers answer, looked at before they are timed. */
final class Answers {

  private static final int SAMPLES = 100;

  private Answers() {}

  /** Asks for many keys at once; the predicate is given the target and the body. */
  static void check(Subject subject, Keys keys, BiPredicate<String, String> right) {
    HttpClient client = HttpClient.newHttpClient();
    List<String> targets = keys.targets().limit(SAMPLES).toList();
    List<CompletableFuture<HttpResponse<String>>> answers =
        targets.stream()
            .map(target -> client.sendAsync(request(subject.port(), target), ofString()))
            .toList();
    for (int i = 0; i < SAMPLES; i++) {
      String body = answers.get(i).join().body();
      if (!right.test(targets.get(i), body)) {
        throw new IllegalStateException(
            subject.name() + " answers " + targets.get(i) + ": " + body);
      }
    }
  }

  private static HttpRequest request(int port, String target) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target)).build();
  }

  static String get(int port, String target) throws IOException, InterruptedException {
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request(port, target), ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(target + " " + response.body());
    }
    return response.body();
  }
}
