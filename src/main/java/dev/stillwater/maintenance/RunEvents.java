package dev.stillwater.maintenance;

import dev.stillwater.bus.Addresses;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes on the bus what the database tells of runs, of whatever instance. One after the other:
 * for use on one context.
 */
final class RunEvents {

  private static final Logger log = LoggerFactory.getLogger(RunEvents.class);

  private final EventBus bus;
  private final RunHistory history;

  // every instance hears the database itself
  private final DeliveryOptions here = new DeliveryOptions().setLocalOnly(true);

  private Future<Void> last = Future.succeededFuture();

  RunEvents(EventBus bus, RunHistory history) {
    this.bus = bus;
    this.history = history;
  }

  void publish(RunNotice notice) {
    last =
        last.compose(v -> history.find(notice.runId()))
            .onSuccess(found -> found.ifPresent(run -> publish(notice, run)))
            .onFailure(
                e -> log.info("a notice of run {} is lost: {}", notice.runId(), e.toString()))
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }

  private void publish(RunNotice notice, MaintenanceRun run) {
    // told before its end, read after it
    if (notice.type() == RunNotice.Type.PROGRESS && run.status() != RunStatus.RUNNING) {
      return;
    }
    bus.publish(
        Addresses.MAINTENANCE_EVENTS,
        new JsonObject()
            .put("id", notice.id())
            .put("type", notice.type().name())
            .put("run", run.toJson().toJsonObject()),
        here);
  }
}
