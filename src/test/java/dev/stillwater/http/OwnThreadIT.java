package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request is answered on the thread that its connection is on. */
@ExtendWith(DatabaseExtension.class)
class OwnThreadIT {

  private static final String THREAD = "thread";

  // each is another event loop's, so that all have their turn
  private static final int CONNECTIONS = 16;

  private record Passage(String asked, String answered) {}

  private final List<Passage> passages = new CopyOnWriteArrayList<>();
  private final TestDatabase database;
  private TestService service;

  OwnThreadIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void start() {
    service = TestService.start(database, new SettableClock(Instant.parse("2026-03-15T12:00:00Z")));
    service
        .vertx()
        .eventBus()
        .addOutboundInterceptor(
            delivery -> {
              delivery.message().headers().set(THREAD, Thread.currentThread().getName());
              delivery.next();
            })
        .addInboundInterceptor(
            delivery -> {
              note(delivery.message());
              delivery.next();
            });
  }

  private void note(Message<?> message) {
    if (message.address().startsWith(Addresses.STREAMS_GET)) {
      passages.add(new Passage(message.headers().get(THREAD), Thread.currentThread().getName()));
    }
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void requestStaysOnItsThread() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      RawHttp.get(service, "/api/v1/streams/s").problem(404);
    }
    assertThat(passages)
        .hasSize(CONNECTIONS)
        .allMatch(passage -> passage.asked().equals(passage.answered()));
    assertThat(passages.stream().distinct())
        .hasSize(Math.min(CONNECTIONS / 2, Runtime.getRuntime().availableProcessors()));
  }
}
