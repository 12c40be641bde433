package dev.stillwater.access;

import dev.stillwater.config.JwtSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Where public keys are read from. For one event loop. */
final class JwkSource {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int MAX_SIZE = 1 << 20;

  private final Vertx vertx;
  private final JwtSettings settings;
  private final HttpClient http;

  JwkSource(Vertx vertx, JwtSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.http = vertx.createHttpClient();
  }

  /** The keys as they are now. */
  Future<JwkSet> load() {
    Future<Buffer> text =
        settings.url().map(this::get).orElseGet(() -> vertx.fileSystem().readFile(settings.jwks()));
    return text.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .map(keys -> JwkSet.parse(keys, settings.algorithms()));
  }

  private Future<Buffer> get(URI url) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(url.toString())
            .setTimeout(PATIENCE.toMillis())
            .setIdleTimeout(PATIENCE.toMillis())
            .putHeader("accept", "application/json");
    return http.request(request).compose(sent -> sent.send().compose(JwkSource::body));
  }

  private static Future<Buffer> body(HttpClientResponse answer) {
    return answer.statusCode() == OK
        ? whole(answer)
        : Future.failedFuture("the answer was " + answer.statusCode());
  }

  private static Future<Buffer> whole(HttpClientResponse answer) {
    Buffer text = Buffer.buffer();
    answer.handler(
        chunk -> {
          if (text.length() + chunk.length() > MAX_SIZE) {
            answer.request().reset();
          } else {
            text.appendBuffer(chunk);
          }
        });
    return answer.end().map(text);
  }
}
