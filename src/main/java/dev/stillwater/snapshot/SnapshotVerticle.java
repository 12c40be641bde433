package dev.stillwater.snapshot;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Endpoints;
import dev.stillwater.database.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Snapshots on the bus. */
public final class SnapshotVerticle extends VerticleBase {

  private final SnapshotService snapshots;

  public SnapshotVerticle(Database database) {
    this.snapshots = new SnapshotService(database);
  }

  @Override
  public Future<?> start() {
    new Endpoints(vertx.eventBus())
        .onRequest(Addresses.SNAPSHOTS_GET, snapshots::get)
        .onRequest(Addresses.SNAPSHOTS_LIST, snapshots::list);
    return Future.succeededFuture();
  }
}
