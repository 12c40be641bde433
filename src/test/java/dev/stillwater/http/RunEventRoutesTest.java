package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.EventStream;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signs of life, and those who do not read, with no other timeout around them. */
@ExtendWith(VertxExtension.class)
@Timeout(60)
class RunEventRoutesTest {

  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration NEVER = Duration.ofHours(1);

  private static final class Server extends VerticleBase {

    private final Duration keepAlive;
    private RunEventRoutes routes;
    private HttpServer server;

    Server(Duration keepAlive) {
      this.keepAlive = keepAlive;
    }

    @Override
    public Future<?> start() {
      Router router = Router.router(vertx);
      ProblemHandler.install(router);
      routes = new RunEventRoutes(vertx, new Semaphore(2), keepAlive);
      routes.mount(new Routes(router, Guard.none()).before(Origins::name));
      server = vertx.createHttpServer().requestHandler(router);
      return server.listen(0, "127.0.0.1");
    }

    @Override
    public Future<?> stop() {
      routes.close();
      return server.shutdown();
    }
  }

  @Test
  void signsOfLifeComeAtOnceAndAgainAndAgain(Vertx vertx) throws Exception {
    try (EventStream stream = EventStream.open(serve(vertx, SOON), "Last-Event-ID", "1-1")) {
      assertThat(stream.block()).containsExactly(": connected", "retry: 3000");
      for (int i = 0; i < 3; i++) {
        assertThat(stream.block()).containsExactly(": keep-alive");
      }
    }
  }

  @Test
  void oneThatDoesNotReadIsCutOffAtASignOfLifeAndAnotherGoesOn(Vertx vertx) throws Exception {
    int port = serve(vertx, SOON);
    try (Socket stalled = stall(port);
        EventStream good = EventStream.open(port)) {
      publishAndFollow(vertx, good, 200, 100_000);
      awaitPlace(port);
      awaitCutOff(stalled);
      publish(vertx, "2-1", 1);
      assertThat(good.nextId()).isEqualTo("2-1");
    }
  }

  @Test
  void oneThatFallsBehindWhatIsKeptIsCutOffAtOnceAndAnotherGoesOn(Vertx vertx) throws Exception {
    int port = serve(vertx, NEVER);
    try (Socket stalled = stall(port);
        EventStream good = EventStream.open(port)) {
      publishAndFollow(vertx, good, 1500, 30_000);
      awaitPlace(port);
      awaitCutOff(stalled);
    }
  }

  @Test
  void oneThatDoesNotReadDoesNotHoldUpTheEnd(Vertx vertx) throws Exception {
    Server server = new Server(NEVER);
    String id = vertx.deployVerticle(server).await();
    try (Socket stalled = stall(server.server.actualPort());
        EventStream good = EventStream.open(server.server.actualPort())) {
      publishAndFollow(vertx, good, 200, 100_000);
      Future<Void> stopped = vertx.undeploy(id);
      await().atMost(Duration.ofSeconds(3)).until(stopped::succeeded);
      assertThat(good.nextId()).isEqualTo("end");
      awaitCutOff(stalled);
    }
  }

  private static int serve(Vertx vertx, Duration keepAlive) {
    Server server = new Server(keepAlive);
    vertx.deployVerticle(server).await();
    return server.server.actualPort();
  }

  /** One who asks for the events and reads nothing of them. */
  private static Socket stall(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    String request = "GET /api/v1/maintenance/events HTTP/1.1\r\nhost: test\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static void publishAndFollow(Vertx vertx, EventStream good, int events, int size)
      throws IOException {
    for (int i = 1; i <= events; i++) {
      publish(vertx, "1-" + i, size);
      assertThat(good.nextId()).isEqualTo("1-" + i);
    }
  }

  private static void publish(Vertx vertx, String id, int size) {
    vertx
        .eventBus()
        .publish(Addresses.MAINTENANCE_EVENTS, RunEvents.message(id, "PROGRESS", "x".repeat(size)));
  }

  /** Waits until there is room for another beside the good one. */
  private static void awaitPlace(int port) {
    await().until(() -> statusOf(port) == 200);
  }

  private static int statusOf(int port) throws Exception {
    try (EventStream another = EventStream.open(port)) {
      return another.status();
    }
  }

  /** Waits until the server has closed the connection, though nothing is read from it. */
  private static void awaitCutOff(Socket stalled) {
    await().until(() -> refusesToBeWrittenTo(stalled));
  }

  private static boolean refusesToBeWrittenTo(Socket socket) {
    try {
      socket.getOutputStream().write('\n');
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
