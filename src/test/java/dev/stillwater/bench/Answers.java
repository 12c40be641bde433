package dev.stillwater.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.BiPredicate;

/** What servers answer, looked at before they are timed. */
final class Answers {

  private static final int SAMPLES = 5;

  private Answers() {}

  /** Asks for some of the keys; the predicate is given the target and the body. */
  static void check(Subject subject, Keys keys, BiPredicate<String, String> right)
      throws Exception {
    for (String target : keys.targets().limit(SAMPLES).toList()) {
      String body = get(subject.port(), target);
      if (!right.test(target, body)) {
        throw new IllegalStateException(subject.name() + " answers " + target + " with " + body);
      }
    }
  }

  static String get(int port, String target) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target)).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(target + " " + response.body());
    }
    return response.body();
  }
}
