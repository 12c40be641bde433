package dev.stillwater.fuzz;

import static dev.stillwater.testing.TestService.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.testing.ContractCheck;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever comes in, what goes out is by the contract, and no failure of ours. {@code
 * -Dfuzz.requests} and {@code -Dfuzz.seed} make more of it, or the same again.
 */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ContractFuzzIT {

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int AT_A_TIME = 16;
  private static final int TRIES = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  // of methods that are none
  private static final int NOT_IMPLEMENTED = 501;
  private static final String FOLLOW = "followRuns";
  private static final String KEPT = "/api/v1/streams/kept-as-it-is";

  private final TestService service;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http;
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> statuses = new HashMap<>();
  private final AtomicInteger unanswered = new AtomicInteger();

  ContractFuzzIT(TestDatabase database) {
    this.service =
        TestService.start(
            database,
            new SettableClock(Instant.parse("2026-11-23T10:00:00Z")),
            "http.max-body=64KiB",
            "http.maintenance-wait=5s");
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultPort(service.port()).setDefaultHost("127.0.0.1"),
            new PoolOptions().setHttp1MaxSize(AT_A_TIME));
  }

  @AfterAll
  void stop() {
    TestService.await(vertx.close());
    service.close();
  }

  @Test
  void whateverComesInIsAnsweredByTheContract() throws InterruptedException {
    Map<String, List<String>> cursors = seed();
    String kept = service.get(KEPT).body();
    List<?> events = kept();

    System.out.printf("%d requests of seed %d%n", REQUESTS, SEED);
    Random random = new Random(SEED);
    Drafts drafts = new Drafts(cursors, random);
    Spoiler spoiler = new Spoiler(random);
    Semaphore free = new Semaphore(AT_A_TIME);
    for (int i = 0; i < REQUESTS; i++) {
      Draft draft = drafts.next();
      // some are left as they are, some are spoiled twice
      for (int times = random.nextInt(10); times > 0; times -= 6) {
        spoiler.spoil(draft);
      }
      free.acquire();
      send(draft, TRIES).onComplete(done -> free.release());
    }
    free.acquire(AT_A_TIME);
    System.out.println(statuses + ", unanswered: " + unanswered);

    assertThat(faults).isEmpty();
    assertThat(unanswered.get()).isLessThanOrEqualTo(REQUESTS / 100);
    assertThat(service.get("/health/ready").status()).isEqualTo(200);
    assertThat(service.get(KEPT).body()).isEqualTo(kept);
    assertThat(kept()).isEqualTo(events);
    // one that was asked for meanwhile may still be going
    await().atMost(PATIENCE).until(() -> service.maintain().status() == 200);
    assertThat(service.verify().isSound()).isTrue();
  }

  private Map<String, List<String>> seed() {
    service.put(KEPT, "{\"state\":{\"n\":1.10}}");
    for (String stream : List.of("payments-aurora", "payments-b", "kept-as-it-is")) {
      service.put("/api/v1/streams/" + stream, "{\"state\":{\"amount\":{\"total\":1.5}}}");
      for (int month = 1; month <= 11; month++) {
        String time = "2026-%02d-02T10:00:00Z".formatted(month);
        String event =
            "{\"streamId\":\"%s\",\"eventType\":\"payment.settled\",\"occurredAt\":\"%s\"}"
                .formatted(stream, time);
        assertThat(service.post("/api/v1/events", JSON, event).status()).isEqualTo(200);
      }
    }
    for (int run = 0; run < 3; run++) {
      assertThat(service.maintain().status()).isEqualTo(200);
    }
    Map<String, List<String>> cursors = new HashMap<>();
    cursor(cursors, "/api/v1/streams", "/api/v1/streams?");
    cursor(cursors, "/api/v1/maintenance/runs", "/api/v1/maintenance/runs?");
    cursor(cursors, "/api/v1/snapshots", "/api/v1/snapshots?month=2026-11&");
    for (String list : List.of("/api/v1/streams/%s/events", "/api/v1/snapshots/%s/archive")) {
      cursor(cursors, list.formatted("{streamId}"), list.formatted("payments-aurora") + "?");
    }
    return cursors;
  }

  private void cursor(Map<String, List<String>> cursors, String path, String target) {
    List<String> given = cursors.computeIfAbsent(path, none -> new ArrayList<>());
    given.add(service.get(target + "limit=1").json().getString("next"));
    given.add(service.get(target + "limit=2").json().getString("next"));
    assertThat(given).doesNotContainNull();
  }

  // where they are is another matter: months are archived and restored meanwhile
  private List<?> kept() {
    return service.get(KEPT + "/events").list("events").stream()
        .peek(event -> event.remove("archivedAt"))
        .toList();
  }

  // a connection that the server closes may take with it what was sent on it
  private Future<Void> send(Draft draft, int tries) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.valueOf(draft.method))
            .setURI(draft.target())
            .setHeaders(draft.headers);
    return http.request(options)
        .compose(request -> request.send(draft.body))
        .compose(response -> judge(draft, response))
        .recover(
            broken -> {
              if (tries > 1) {
                return send(draft, tries - 1);
              }
              unanswered.incrementAndGet();
              return Future.succeededFuture();
            });
  }

  private Future<Void> judge(Draft draft, HttpClientResponse response) {
    if ("text/event-stream".equals(response.getHeader("content-type"))) {
      judge(draft, response, Optional.empty());
      // that it ends here is no news
      response.exceptionHandler(ended -> {});
      response.request().reset();
      return Future.succeededFuture();
    }
    return response
        .body()
        .map(Buffer::getBytes)
        .onSuccess(body -> judge(draft, response, Optional.of(body)))
        .mapEmpty();
  }

  private void judge(Draft draft, HttpClientResponse response, Optional<byte[]> body) {
    try {
      count(response.statusCode());
      ContractCheck.check(
          draft.method, draft.target(), response.statusCode(), response.headers(), body);
      assertThat(fault(draft, response.statusCode(), body)).isEmpty();
    } catch (AssertionError | RuntimeException e) {
      faults.add(draft + "\n" + e);
    }
  }

  private synchronized void count(int status) {
    statuses.merge(Integer.toString(status), 1, Integer::sum);
  }

  private static String fault(Draft draft, int status, Optional<byte[]> body) {
    if (status >= 500 && !isExpected(draft, status, body)) {
      return status + " " + body.map(String::new).orElse("");
    }
    return draft.refused && status < 400 ? status + " where it must be refused" : "";
  }

  // as many follow as may, or a run was cancelled that somebody waits for
  private static boolean isExpected(Draft draft, int status, Optional<byte[]> body) {
    return status == NOT_IMPLEMENTED
        || status == 503 && draft.operation.equals(FOLLOW)
        || status == 500 && body.map(String::new).orElse("").contains("the run was cancelled");
  }
}
