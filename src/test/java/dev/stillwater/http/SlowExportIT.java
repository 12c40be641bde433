package dev.stillwater.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.bus.Addresses;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.RawHttp;
import dev.stillwater.testing.SettableClock;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of 60 MB to clients that take their time, or leave, and failures on the way. */
@ExtendWith(DatabaseExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class SlowExportIT {

  private static final int SNAPSHOTS = 6_000;
  private static final int STATE = 10_000;
  private static final int LARGE = 20_000_000;

  /** What a piece of an export holds, in snapshots of this size. */
  private static final int PIECE = 512 * 1024 / STATE;

  /** Far more than buffers take, and far less than there is. */
  private static final int HALF = SNAPSHOTS / PIECE / 2;

  // a service that is short of time pauses too
  private static final Duration QUIET = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  // more than a machine that is busy pauses
  private static final Duration IDLE = Duration.ofMillis(2500);

  private static final String EXPORT =
      RawHttp.head("GET", "/api/v1/snapshots?month=2026-01", "accept: application/x-ndjson");
  private static final String PACKED =
      RawHttp.head(
          "GET",
          "/api/v1/snapshots?month=2026-01",
          "accept: application/x-ndjson",
          "accept-encoding: gzip");
  private static final String READERS =
      """
      SELECT %s FROM pg_stat_activity
      WHERE application_name = 'stillwater read' AND datname = current_database()
      """;
  private static final String[] IMPATIENT = {
    "http.idle-timeout=" + IDLE.toMillis() + "ms",
    "http.maintenance-wait=100ms",
    "http.request-timeout=3s"
  };
  private static final String END = "\r\n0\r\n\r\n";

  private final AtomicInteger asked = new AtomicInteger();
  private final TestDatabase database;
  private TestService service;

  SlowExportIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void fill() {
    start();
    service.close();
    // digests, which gzip cannot make much smaller
    database.execute(
        """
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
        SELECT 's' || n, '2026-01-01', 'ACTIVE',
          (SELECT to_json(string_agg(md5(n || '.' || i), '')) FROM generate_series(1, %d) AS i)
        FROM generate_series(1, %d) AS n;
        INSERT INTO stillwater.stream_snapshot (stream_id, month, status, state)
        SELECT 's' || n, '2026-02-01', 'ACTIVE', to_json(repeat('x', %d))
        FROM generate_series(1, 2) AS n
        """
            .formatted(STATE / 32, SNAPSHOTS, LARGE));
  }

  private void start(String... settings) {
    service =
        TestService.start(
            database, new SettableClock(Instant.parse("2026-01-15T12:00:00Z")), settings);
    asked.set(0);
    service
        .vertx()
        .eventBus()
        .addOutboundInterceptor(
            delivery -> {
              if (delivery.message().address().startsWith(Addresses.SNAPSHOTS_MONTH)) {
                asked.incrementAndGet();
              }
              delivery.next();
            });
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /** A connection with small buffers, on which nothing is read yet. */
  private Socket open(String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(32 * 1024);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress("127.0.0.1", service.port()));
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }

  private int awaitStall() {
    await().atMost(PATIENCE).until(() -> asked.get() > 1);
    AtomicInteger before = new AtomicInteger(-1);
    await()
        .during(QUIET)
        .atMost(PATIENCE)
        .until(() -> before.getAndSet(asked.get()) == asked.get());
    return asked.get();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsReadAheadForOneWhoDoesNotRead(boolean packed) throws IOException {
    start();
    try (Socket socket = open(packed ? PACKED : EXPORT)) {
      assertThat(awaitStall()).isLessThan(HALF);
      assertThat(service.get("/api/v1/snapshots/s7/2026-01").status()).isEqualTo(200);
      assertThat(service.get("/api/v1/snapshots?month=2026-01&limit=1").status()).isEqualTo(200);
      assertThat(service.get("/api/v1/streams").status()).isEqualTo(200);
    }
  }

  @Test
  void oneWhoLeavesEndsTheExport() throws IOException {
    start();
    try (Socket socket = open(EXPORT)) {
      awaitStall();
      socket.setSoLinger(true, 0);
    }
    assertThat(awaitStall()).isLessThan(HALF);
  }

  @Test
  void oneWhoDoesNotReadIsCutOff() throws IOException {
    start(IMPATIENT);
    try (Socket socket = open(EXPORT)) {
      awaitStall();
      await().during(IDLE.multipliedBy(2)).atMost(PATIENCE).until(() -> asked.get() < HALF);
      assertThat(tail(socket)).doesNotEndWith(END);
    }
  }

  // a piece takes longer than what counts as idle
  @Test
  void oneWhoReadsSlowlyIsNot() throws IOException {
    start(IMPATIENT);
    long begun = System.nanoTime();
    try (Socket socket = open(EXPORT.replace("2026-01", "2026-02"))) {
      InputStream in = socket.getInputStream();
      AtomicInteger left = new AtomicInteger(2 * LARGE - 1_000_000);
      await()
          .pollInterval(Duration.ofMillis(10))
          .atMost(PATIENCE)
          .until(() -> left.addAndGet(-in.readNBytes(40_000).length) < 0);
      assertThat(tail(socket)).endsWith(END);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(IDLE.multipliedBy(3));
  }

  /** Reads to the end of the connection or of the answer; tells the last characters. */
  private static String tail(Socket socket) throws IOException {
    byte[] bytes = new byte[32 * 1024];
    String tail = "";
    InputStream in = socket.getInputStream();
    int length = read(in, bytes);
    while (length > 0) {
      String read = tail + new String(bytes, 0, length, ISO_8859_1);
      tail = read.substring(Math.max(0, read.length() - 100));
      length = tail.endsWith(END) ? -1 : read(in, bytes);
    }
    return tail;
  }

  // whether data that was still to come is lost with a connection is the system's business
  private static int read(InputStream in, byte[] bytes) throws IOException {
    try {
      return in.read(bytes);
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Test
  void failureHalfWayIsNoCleanEnd() throws IOException {
    start();
    try (Socket socket = open(EXPORT)) {
      awaitStall();
      database.execute("ALTER TABLE stillwater.stream_snapshot RENAME TO gone");
      assertThat(tail(socket)).doesNotEndWith(END);
    } finally {
      database.execute("ALTER TABLE stillwater.gone RENAME TO stream_snapshot");
    }
  }

  @Test
  void lostConnectionsAreMadeAgain() throws IOException {
    start();
    try (Socket socket = open(EXPORT)) {
      awaitStall();
      database.column(READERS.formatted("pg_terminate_backend(pid)"));
      await().until(() -> database.column(READERS.formatted("pid")).isEmpty());
      assertThat(tail(socket)).endsWith(END);
    }
  }
}
