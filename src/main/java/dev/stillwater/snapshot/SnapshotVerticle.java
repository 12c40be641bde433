package dev.stillwater.snapshot;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Snapshots on the bus. */
public final class SnapshotVerticle extends VerticleBase {

  private final Database database;

  public SnapshotVerticle(Database database) {
    this.database = database;
  }

  @Override
  public Future<?> start() {
    SnapshotService snapshots = new SnapshotService(database);
    new Endpoints(vertx.eventBus())
        .onRequest(Addresses.SNAPSHOTS_GET, snapshots::get)
        .onRequest(Addresses.SNAPSHOTS_LIST, snapshots::list)
        .on(Addresses.SNAPSHOTS_MONTH, new MonthService(database)::month)
        .onRequest(Addresses.SNAPSHOTS_TREND, new TrendService(database)::trend)
        .onRequest(Addresses.SNAPSHOTS_DIFF, new DiffService(vertx, database)::diff);
    return Future.succeededFuture();
  }
}
