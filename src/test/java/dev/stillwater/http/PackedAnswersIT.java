package dev.stillwater.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers for clients that like them packed. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class PackedAnswersIT {

  private static final String SMALL = "/api/v1/streams/small";
  private static final String LARGE = "/api/v1/streams/large";
  // more than is packed on an event loop
  private static final String HUGE = "/api/v1/streams/huge";

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestService service;

  PackedAnswersIT(TestDatabase database) {
    service = TestService.start(database, new SettableClock(Instant.parse("2026-02-20T12:00:00Z")));
    put(SMALL, 10);
    put(LARGE, 2000);
    put(HUGE, 500_000);
  }

  private void put(String path, int size) {
    service.put(path, "{\"state\":{\"text\":\"" + "é".repeat(size) + "\"}}");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return ContractCheck.checked(
        http.send(
            service.request(path).headers(headers).GET().build(), BodyHandlers.ofByteArray()));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {LARGE, HUGE})
  void largeOnesAreTheSamePacked(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> plain = get(path, "accept-encoding", "identity");
    HttpResponse<byte[]> packed = get(path, "accept-encoding", "br, GZIP;q=0.5");
    assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
    assertThat(header(packed, "content-type")).isEqualTo("application/json");
    assertThat(packed.body().length).isLessThan(plain.body().length / 10);
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
    assertThat(new String(unpacked, UTF_8)).isEqualTo(new String(plain.body(), UTF_8));
    assertThat(header(plain, "content-encoding")).isNull();
  }

  @Test
  void eachFormHasItsTag() throws IOException, InterruptedException {
    HttpResponse<byte[]> plain = get(LARGE, "accept-encoding", "identity");
    HttpResponse<byte[]> packed = get(LARGE, "accept-encoding", "gzip");
    assertThat(header(packed, "etag")).isNotEqualTo(header(plain, "etag"));
    assertThat(header(packed, "vary")).isEqualToIgnoringCase("accept-encoding");
    assertThat(header(plain, "vary")).isEqualToIgnoringCase("accept-encoding");
    for (HttpResponse<byte[]> held : new HttpResponse[] {plain, packed}) {
      String encoding = held == packed ? "gzip" : "identity";
      String other = held == packed ? "identity" : "gzip";
      String tag = header(held, "etag");
      HttpResponse<byte[]> same = get(LARGE, "accept-encoding", encoding, "if-none-match", tag);
      assertThat(same.statusCode()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(header(same, "etag")).isEqualTo(tag);
      assertThat(header(same, "vary")).isEqualToIgnoringCase("accept-encoding");
      assertThat(get(LARGE, "accept-encoding", other, "if-none-match", tag).statusCode())
          .isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip;q=0", "gzip;q=0.0, *", "br", "*", "gzipped", ""})
  void whoDoesNotAskForItByNameGetsItPlain(String accepted)
      throws IOException, InterruptedException {
    assertThat(header(get(LARGE, "accept-encoding", accepted), "content-encoding")).isNull();
  }

  @Test
  void smallOnesAreSentAsTheyAre() throws IOException, InterruptedException {
    HttpResponse<byte[]> small = get(SMALL, "accept-encoding", "gzip");
    assertThat(header(small, "content-encoding")).isNull();
    assertThat(header(small, "vary")).isNull();
  }
}
