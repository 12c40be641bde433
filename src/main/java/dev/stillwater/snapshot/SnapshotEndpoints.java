package dev.stillwater.snapshot;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.calendar.MonthCalendar;
import dev.stillwater.database.Database;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/** Snapshots on the bus. */
public final class SnapshotEndpoints {

  private final Vertx vertx;
  private final Database database;
  private final EndedMonths ended;
  private final SnapshotCache cache;

  /** Prepares the endpoints of any number of event loops, and hears of runs for all of them. */
  public SnapshotEndpoints(
      Vertx vertx,
      Database database,
      InstantSource clock,
      MonthCalendar calendar,
      SnapshotCache cache) {
    this.vertx = vertx;
    this.database = database;
    this.ended = new EndedMonths(clock, calendar);
    this.cache = cache;
    vertx.eventBus().localConsumer(Addresses.MAINTENANCE_EVENTS, this::heard);
  }

  /** Answers for the verticle that asks for it. */
  public void mount(Endpoints endpoints) {
    SnapshotService snapshots = new SnapshotService(database, ended, cache);
    endpoints
        .onRequest(Addresses.SNAPSHOTS_GET, snapshots::get)
        .onRequest(Addresses.SNAPSHOTS_LIST, snapshots::list)
        .on(Addresses.SNAPSHOTS_MONTH, new MonthService(database, ended)::month)
        .onRequest(Addresses.SNAPSHOTS_TREND, new TrendService(database, ended)::trend)
        .onRequest(Addresses.SNAPSHOTS_DIFF, new DiffService(vertx, database, ended)::diff);
  }

  private void heard(Message<Object> event) {
    if (event.body() instanceof JsonObject json && "FINISHED".equals(json.getValue("type"))) {
      cache.captured();
    }
  }
}
