package dev.stillwater.bus;

import static dev.stillwater.testing.TestService.JSON;
import static dev.stillwater.testing.TestService.NDJSON;
import static dev.stillwater.testing.TestService.await;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stillwater.config.Settings;
import dev.stillwater.config.Source;
import dev.stillwater.testing.Child;
import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RunHold;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestEvent;
import dev.stillwater.testing.TestService;
import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two processes and a member without any consumer on one event bus. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ClusterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(3);
  private static final int MANY = 10;
  private static final String MAINTENANCE = "/api/v1/snapshots/maintenance";
  private static final List<String> NUMBERS =
      List.of("1.10", "170141183460469231731687303715884105727");

  @TempDir static Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestDatabase database;
  private final Map<String, String> cluster;
  private final List<Child> instances = new ArrayList<>();
  private Vertx member;

  ClusterIT(TestDatabase database) throws IOException {
    this.database = database;
    this.cluster =
        Map.of(
            "STILLWATER_CLUSTER_ENABLED",
            "true",
            "STILLWATER_CLUSTER_NAME",
            UUID.randomUUID().toString(),
            "STILLWATER_CLUSTER_PORT",
            Integer.toString(freePort()));
  }

  @BeforeAll
  void join() {
    Settings settings = Settings.of(List.of(new Source("test", cluster)));
    member = await(EventBusCluster.join(settings.cluster()));
  }

  @AfterAll
  void leave() {
    instances.forEach(Child::close);
    await(member.close());
  }

  @BeforeEach
  void haveTwoInstances() {
    instances.removeIf(instance -> !instance.isAlive());
    if (instances.size() < 2) {
      Stream.generate(() -> start(Map.of())).limit(2 - instances.size()).forEach(instances::add);
      instances.forEach(Child::port);
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(runners()).isEqualTo(pids()));
    }
  }

  /** The processes that answer requests of the member without consumers. */
  private Set<Long> runners() {
    return IntStream.range(0, 4)
        .mapToObj(i -> ask(Addresses.MAINTENANCE_START, new JsonObject()))
        .map(ClusterIT::runner)
        .collect(toSet());
  }

  private Set<Long> pids() {
    return instances.stream().map(Child::pid).collect(toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "stillwater.streams.get     | {'streamId':'grün'} | /api/v1/streams/gr%C3%BCn",
        "stillwater.events.list     | {'streamId':'grün','limit':'1'} | /api/v1/streams/gr%C3%BCn/events?limit=1",
        "stillwater.snapshots.list  | {'streamId':'grün'} | /api/v1/snapshots/gr%C3%BCn",
        "stillwater.maintenance.run | {'runId':1} | /api/v1/maintenance/runs/1",
        "stillwater.streams.get     | {'streamId':'nobody'} | /api/v1/streams/nobody",
        "stillwater.events.list     | {'streamId':'grün','größe':'1'} | /api/v1/streams/gr%C3%BCn/events?gr%C3%B6%C3%9Fe=1",
      })
  void bytesAndProblemsAreThoseOfRest(String address, String request, String path) {
    write();
    List<Answer> rest = instances.stream().map(instance -> get(instance, path)).toList();
    for (int i = 0; i < MANY; i++) {
      Answer bus = ask(address, new JsonObject(request.replace('\'', '"')));
      assertThat(rest)
          .allSatisfy(
              answer -> {
                assertThat(bus.status()).isEqualTo(answer.status());
                assertThat(bus.body().replace(address, path.replaceFirst("\\?.*", "")))
                    .isEqualTo(answer.body());
              });
    }
  }

  /** By the member, with bodies that no JsonObject may hold. */
  private void write() {
    DeliveryOptions stream = new DeliveryOptions().addHeader(Addresses.STREAM_ID, "grün");
    Buffer body = Buffer.buffer("{\"state\":{\"größe\":" + NUMBERS + "}}");
    Answer put = await(TestService.ask(member, Addresses.STREAMS_PUT, body, stream));
    assertThat(put.status()).isIn(200, 201);
    assertThat(put.body()).contains("größe").contains(NUMBERS);
    DeliveryOptions type = new DeliveryOptions().addHeader(Addresses.CONTENT_TYPE, NDJSON);
    Buffer event = Buffer.buffer(TestEvent.of("grün", "2026-01-01T00:00:00Z").json());
    Answer appended = await(TestService.ask(member, Addresses.EVENTS_APPEND, event, type));
    assertThat(appended.status()).as(appended.body()).isEqualTo(200);
  }

  @Test
  void whatHttpTakesStaysWithItsInstance() {
    for (Child instance : instances) {
      for (int i = 0; i < MANY; i++) {
        String event = TestEvent.at("2026-01-01T00:00:00Z").json();
        assertThat(post(instance, "/api/v1/events", event).status()).isEqualTo(200);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(runner(post(instance, MAINTENANCE, ""))).isEqualTo(instance.pid());
      }
    }
  }

  @Test
  void runsOnceHoweverManyAreAsked() throws Exception {
    database.execute("TRUNCATE stillwater.maintenance_run");
    List<CompletableFuture<Answer>> asked = new ArrayList<>();
    long runId;
    try (RunHold hold = RunHold.on(database)) {
      for (Child instance : instances) {
        asked.add(CompletableFuture.supplyAsync(() -> post(instance, MAINTENANCE, "")));
        asked.add(
            CompletableFuture.supplyAsync(
                () -> ask(Addresses.MAINTENANCE_START, new JsonObject())));
      }
      runId = hold.awaitRun();
      await()
          .atMost(PATIENCE)
          .until(() -> asked.stream().filter(CompletableFuture::isDone).count() == 3);
    }
    List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409, 409, 409);
    assertThat(answers).allMatch(answer -> answer.json().getLong("runId") == runId);
    assertThat(database.column("SELECT status FROM stillwater.maintenance_run"))
        .containsExactly("SUCCEEDED");
  }

  @Test
  void whoeverAskedAnInstanceThatIsKilledIsToldSoAndTheOtherOneAnswers() throws Exception {
    try (RunHold hold = RunHold.on(database)) {
      DeliveryOptions options = new DeliveryOptions().setSendTimeout(SEND_TIMEOUT.toMillis());
      Future<Message<Buffer>> asked =
          member.eventBus().request(Addresses.MAINTENANCE_START, new JsonObject(), options);
      long runId = hold.awaitRun();
      long pid = pid(get(instances.get(0), "/api/v1/maintenance/runs/" + runId));
      instances.stream().filter(instance -> instance.pid() == pid).forEach(Child::kill);
      assertThatThrownBy(() -> await(asked))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              ReplyException.class,
              e -> assertThat(e.failureType()).isEqualTo(ReplyFailure.TIMEOUT));
    }
    await().atMost(PATIENCE).untilAsserted(this::everyRequestIsAnswered);
    instances.removeIf(instance -> !instance.isAlive());
    assertThat(runners()).hasSize(1).isEqualTo(pids());
  }

  @Test
  void anInstanceThatIsStoppedIsAskedNoMore() {
    assertThat(instances.get(0).stop()).as(instances.get(0)::toString).isZero();
    everyRequestIsAnswered();
  }

  private void everyRequestIsAnswered() {
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(SEND_TIMEOUT.toMillis());
    JsonObject request = new JsonObject().put("streamId", "nobody");
    assertThat(IntStream.range(0, MANY))
        .allMatch(
            i ->
                await(TestService.ask(member, Addresses.STREAMS_GET, request, options)).status()
                    == 404);
  }

  @Test
  void whoCannotJoinSaysWhy() {
    // an address that belongs to nobody
    Child stranger = start(Map.of("STILLWATER_CLUSTER_HOST", "192.0.2.1"));
    assertThat(stranger.exitCode()).as(stranger::toString).isEqualTo(1);
    assertThat(stranger.err().lines().filter(line -> line.startsWith("stillwater: ")))
        .singleElement()
        .asString()
        .contains("cannot join cluster", "192.0.2.1:" + cluster.get("STILLWATER_CLUSTER_PORT"));
    assertThat(stranger.toString()).doesNotContain("\tat ");
  }

  private Child start(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(cluster);
    settings.put("DATABASE_URL", database.url());
    settings.put("STILLWATER_HTTP_PORT", "0");
    settings.put("STILLWATER_SCHEDULE_ENABLED", "false");
    settings.put("STILLWATER_DATABASE_LOCK_TIMEOUT", "60s");
    settings.putAll(more);
    try {
      return Child.start(Files.createTempDirectory(directory, "instance"), settings, "serve");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer ask(String address, JsonObject request) {
    return await(TestService.ask(member, address, request, new DeliveryOptions()));
  }

  private static long runner(Answer run) {
    assertThat(run.status()).as(run.body()).isEqualTo(200);
    return pid(run);
  }

  private static long pid(Answer run) {
    return Long.parseLong(run.json().getString("instance").replaceFirst("@.*", ""));
  }

  private Answer get(Child instance, String path) {
    return send(HttpRequest.newBuilder(), instance, path);
  }

  private Answer post(Child instance, String path, String body) {
    return send(
        HttpRequest.newBuilder().header("content-type", JSON).POST(BodyPublishers.ofString(body)),
        instance,
        path);
  }

  private Answer send(HttpRequest.Builder request, Child instance, String path) {
    URI uri = URI.create("http://127.0.0.1:" + instance.port() + path);
    return http.sendAsync(request.uri(uri).build(), BodyHandlers.ofString())
        .thenApply(ContractCheck::checked)
        .thenApply(r -> new Answer(r.statusCode(), r.body(), null))
        .join();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
