package dev.stillwater.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.Stillwater;
import dev.stillwater.access.ApiKeys;
import dev.stillwater.access.Role;
import dev.stillwater.bus.EventLoops;
import dev.stillwater.config.Settings;
import dev.stillwater.config.Source;
import dev.stillwater.verify.Verification;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole service in this process, on a free port, with a clock and a database of the test's. */
public final class TestService implements AutoCloseable {

  public static final String JSON = "application/json";
  public static final String NDJSON = "application/x-ndjson";

  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx(EventLoops.options());
  private final Stillwater stillwater;

  private TestService(Settings settings, InstantSource clock) {
    this.stillwater = await(Stillwater.open(vertx, settings, clock));
    await(stillwater.serve());
  }

  /** Starts with settings given as {@code key=value} beside the defaults; the schedule is off. */
  public static TestService start(TestDatabase database, InstantSource clock, String... settings) {
    Map<String, String> values = new HashMap<>();
    values.put("stillwater.http.port", "0");
    values.put("stillwater.schedule.enabled", "false");
    values.put("stillwater.database.url", database.url());
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      values.put("stillwater." + parts[0], parts[1]);
    }
    return new TestService(Settings.of(List.of(new Source("test", values))), clock);
  }

  /** An answer over HTTP or over the event bus. */
  public record Answer(int status, String body, MultiMap headers) {

    public JsonObject json() {
      return new JsonObject(body);
    }

    public List<JsonObject> list(String member) {
      return json().getJsonArray(member).stream().map(JsonObject.class::cast).toList();
    }

    public String header(String name) {
      return headers.get(name);
    }

    /** The problem that this must be, with all that every problem has to have. */
    public JsonObject problem(int expectedStatus) {
      assertThat(status).as(body).isEqualTo(expectedStatus);
      assertThat(header("content-type")).isEqualTo("application/problem+json");
      assertThat(json().fieldNames()).contains("type", "title", "status", "detail", "instance");
      assertThat(json().getInteger("status")).isEqualTo(expectedStatus);
      return json();
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, String contentType, String body) {
    return send(
        request(path).header("content-type", contentType).POST(BodyPublishers.ofString(body)));
  }

  public Answer put(String path, String body) {
    return send(request(path).header("content-type", JSON).PUT(BodyPublishers.ofString(body)));
  }

  /** Runs maintenance by request, until it has ended. */
  public Answer maintain() {
    return send(request("/api/v1/snapshots/maintenance").POST(BodyPublishers.noBody()));
  }

  /** What {@code stillwater verify} would tell. */
  public Verification verify() {
    return await(stillwater.verifier().verify());
  }

  /** A new key of a role. */
  public String key(Role role) {
    return await(stillwater.keys().create(role, "", Optional.empty()));
  }

  /** What keys there are, and what is done with them. */
  public ApiKeys keys() {
    return stillwater.keys();
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          ContractCheck.checked(http.send(request.build(), BodyHandlers.ofString()));
      MultiMap headers = MultiMap.caseInsensitiveMultiMap();
      response.headers().map().forEach(headers::add);
      return new Answer(response.statusCode(), response.body(), headers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Asks over the event bus. */
  public Answer ask(String address, Object request) {
    return ask(address, request, Map.of());
  }

  /** Asks over the event bus; a failure is an answer with the headers that HTTP would give it. */
  public Answer ask(String address, Object request, Map<String, String> headers) {
    DeliveryOptions options = new DeliveryOptions();
    headers.forEach(options::addHeader);
    return await(ask(vertx, address, request, options));
  }

  /** Asks over the event bus that a Vert.x is on. */
  public static Future<Answer> ask(
      Vertx vertx, String address, Object request, DeliveryOptions options) {
    return vertx
        .eventBus()
        .<Buffer>request(address, request, options)
        .map(TestService::answer)
        .recover(failure -> Future.succeededFuture(answer((ReplyException) failure)));
  }

  private static Answer answer(Message<Buffer> reply) {
    int status = Integer.parseInt(reply.headers().get("status"));
    return new Answer(status, reply.body().toString(), reply.headers());
  }

  private static Answer answer(ReplyException failure) {
    assertThat(failure.failureType()).isEqualTo(ReplyFailure.RECIPIENT_FAILURE);
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("content-type", "application/problem+json");
    return new Answer(failure.failureCode(), failure.getMessage(), headers);
  }

  /** A stream id as it stands in a path. */
  public static String encode(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Asks at the port of health and metrics. */
  public Answer getManagement(String path) {
    URI url = stillwater.managementUrl().orElseThrow();
    return send(HttpRequest.newBuilder(url.resolve(path)));
  }

  public int port() {
    return stillwater.port();
  }

  public Vertx vertx() {
    return vertx;
  }

  public static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    await(stillwater.close().eventually(vertx::close));
  }
}
