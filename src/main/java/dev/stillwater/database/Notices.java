package dev.stillwater.database;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database tells all instances on its channel {@code stillwater}. Where the connection is
 * lost it is made again, and what was told meanwhile is missed: nothing may rest on a notice.
 */
public final class Notices {

  private static final Logger log = LoggerFactory.getLogger(Notices.class);
  private static final String CHANNEL = "stillwater";
  private static final long RECONNECT_MILLIS = 1000;

  private final PgSubscriber subscriber;
  private volatile boolean closed;

  Notices(Vertx vertx, PgConnectOptions options) {
    this.subscriber =
        PgSubscriber.subscriber(vertx, options).reconnectPolicy(retries -> RECONNECT_MILLIS);
  }

  /**
   * Begins to listen.
   *
   * @param listener gets each notice, on whatever thread
   * @param listening is called, likewise, whenever listening begins, for the first time or again
   */
  public Future<Void> listen(Consumer<String> listener, Runnable listening) {
    subscriber.channel(CHANNEL).subscribeHandler(v -> listening.run()).handler(listener::accept);
    return subscriber.connect().onFailure(this::deaf);
  }

  private void deaf(Throwable cause) {
    if (!closed) {
      log.warn("the database's notices cannot be heard: {}", cause.toString());
    }
  }

  public Future<Void> close() {
    closed = true;
    return subscriber.close();
  }
}
