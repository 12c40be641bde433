package dev.stillwater.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop. One that is sent no whole request for too long is closed, and
 * where there are too many, the one that has gone longest without makes room. Not thread-safe.
 */
final class OpenConnections {

  private static final Logger log = LoggerFactory.getLogger(OpenConnections.class);

  private static final Duration BEAT = Duration.ofSeconds(1);

  // those that asked longest ago come first
  private final Map<HttpConnection, Waiting> open = new LinkedHashMap<>(16, 0.75f, true);
  private final KnownVersions versions = new KnownVersions();
  private final Semaphore free;
  private final long patience;
  private boolean warned;

  /**
   * Connections of an event loop.
   *
   * @param free how many more there may be, here and on other event loops
   * @param patience how long one may be without a request
   */
  OpenConnections(Vertx vertx, Semaphore free, Duration patience) {
    Duration beat = patience.compareTo(BEAT) < 0 ? patience : BEAT;
    this.free = free;
    this.patience = patience.toMillis() / beat.toMillis();
    vertx.setPeriodic(beat.toMillis(), tick -> endSilent());
  }

  /** Takes one on, or closes it. */
  void add(HttpConnection connection) {
    if (free.tryAcquire() || makeRoom()) {
      open.put(connection, new Waiting());
      showRequests(connection);
      connection.closeHandler(closed -> remove(connection));
    } else {
      connection.close();
    }
  }

  /** Has requests of unknown versions told, instead of answered. */
  void showRequests(HttpConnection connection) {
    Connections.addBehindDecoder(connection, versions);
  }

  private void remove(HttpConnection connection) {
    if (open.remove(connection) != null) {
      free.release();
    }
  }

  /** A whole request has come. */
  void asked(HttpServerRequest request) {
    Waiting waiting = open.get(request.connection());
    if (waiting != null) {
      waiting.response = request.response();
      waiting.beats = 0;
    }
  }

  // a client may always expect that of a connection with nothing on it, and asks again
  private boolean makeRoom() {
    if (!warned) {
      log.warn("there are as many connections as may be; those that ask nothing make room");
    }
    warned = true;
    for (Map.Entry<HttpConnection, Waiting> entry : open.entrySet()) {
      HttpConnection connection = entry.getKey();
      if (entry.getValue().isAnswered() && !Connections.isSending(connection)) {
        open.remove(connection);
        Connections.abort(connection);
        return true;
      }
    }
    return false;
  }

  private void endSilent() {
    for (Map.Entry<HttpConnection, Waiting> entry : List.copyOf(open.entrySet())) {
      Waiting waiting = entry.getValue();
      if (waiting.isAnswered() && !Connections.isSending(entry.getKey())) {
        waiting.beats++;
        if (waiting.beats > patience) {
          Connections.abort(entry.getKey());
        }
      }
    }
  }

  private static final class Waiting {

    private HttpServerResponse response;
    private long beats;

    boolean isAnswered() {
      return response == null || response.ended();
    }
  }
}
