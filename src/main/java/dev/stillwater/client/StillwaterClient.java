package dev.stillwater.client;

import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Asks Stillwater over the event bus. Cheap to make and safe for use on any context; a verticle
 * makes its own, so that answers come on its context.
 */
public final class StillwaterClient {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final StreamsClient streams;
  private final EventsClient events;
  private final SnapshotsClient snapshots;
  private final MaintenanceClient maintenance;

  private StillwaterClient(BusClient bus) {
    this.streams = new StreamsClient(bus);
    this.events = new EventsClient(bus);
    this.snapshots = new SnapshotsClient(bus);
    this.maintenance = new MaintenanceClient(bus);
  }

  /** A client for a service with the usual deadline of 30 seconds. */
  public static StillwaterClient create(Vertx vertx) {
    return create(vertx, DEADLINE);
  }

  /**
   * A client.
   *
   * @param deadline within which the service answers or fails: its {@code http.request-timeout}; an
   *     answer is awaited 5 seconds longer than that
   */
  public static StillwaterClient create(Vertx vertx, Duration deadline) {
    Checks.positive("deadline", deadline);
    return new StillwaterClient(new BusClient(vertx, deadline));
  }

  public StreamsClient streams() {
    return streams;
  }

  public EventsClient events() {
    return events;
  }

  public SnapshotsClient snapshots() {
    return snapshots;
  }

  public MaintenanceClient maintenance() {
    return maintenance;
  }
}
