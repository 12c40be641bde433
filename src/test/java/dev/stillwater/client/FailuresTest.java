package dev.stillwater.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.TestService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, the future fails, and always alike. */
class FailuresTest {

  private final Vertx vertx = Vertx.vertx();
  private final StillwaterClient client = StillwaterClient.create(vertx);

  @AfterEach
  void close() {
    TestService.await(vertx.close());
  }

  @Test
  void nobodyThere() {
    StillwaterException failure = failure(client.streams().get("a"));
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure).hasMessageContaining(Addresses.STREAMS_GET).hasMessageContaining("nobody");
  }

  @Test
  void nobodyInTime() {
    vertx.eventBus().consumer(Addresses.STREAMS_GET, message -> {});
    BusClient impatient = new BusClient(vertx, Duration.ofSeconds(-5).plusMillis(50));
    StillwaterException failure = failure(new StreamsClient(impatient).get("a"));
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure).hasMessageContaining("did not answer within 50 ms");
  }

  @Test
  void theServiceIsToldHowLongToWait() {
    vertx
        .eventBus()
        .consumer(Addresses.MAINTENANCE_START, m -> m.fail(409, m.headers().get(Addresses.WAIT)));
    RunRequest run = RunRequest.full();
    assertThat(failure(client.maintenance().start(run))).hasMessage("30");
    assertThat(failure(client.maintenance().start(run.waiting(Duration.ofMillis(7_999)))))
        .hasMessage("7");
  }

  @Test
  void closedBus() {
    TestService.await(vertx.close());
    assertThat(failure(client.streams().get("a")).status()).isEqualTo(503);
  }

  @Test
  void aFailureThatIsNoProblem() {
    vertx.eventBus().consumer(Addresses.STREAMS_GET, message -> message.fail(7, "out of order"));
    StillwaterException failure = failure(client.streams().get("a"));
    assertThat(failure.status()).isEqualTo(500);
    assertThat(failure).hasMessage("out of order");
    assertThat(failure.field()).isEmpty();
    assertThat(failure.runId()).isEmpty();
  }

  @Test
  void answersThatCannotBeRead() {
    DeliveryOptions ok = new DeliveryOptions().addHeader("status", "200");
    vertx
        .eventBus()
        .consumer(Addresses.STREAMS_GET, m -> m.reply(Buffer.buffer("{\"status\":1}"), ok));
    StillwaterException failure = failure(client.streams().get("a"));
    assertThat(failure.status()).isEqualTo(500);
    assertThat(failure).hasMessageContaining("streamId is missing");
    vertx.eventBus().consumer(Addresses.STREAMS_FIND, m -> m.reply("text"));
    assertThat(failure(client.streams().find(StreamRequest.all())).status()).isEqualTo(500);
    vertx.eventBus().consumer(Addresses.STREAMS_PUT, m -> m.reply(Buffer.buffer("{}")));
    assertThat(failure(client.streams().put(StreamUpdate.of("a", "{}"))).status()).isEqualTo(500);
  }

  private static StillwaterException failure(Future<?> future) {
    CompletionException failed =
        catchThrowableOfType(CompletionException.class, () -> TestService.await(future));
    assertThat(failed).hasCauseInstanceOf(StillwaterException.class);
    return (StillwaterException) failed.getCause();
  }
}
