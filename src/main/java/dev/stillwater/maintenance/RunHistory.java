package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The runs of all instances, as the ledger has them. Safe for use on any context. */
public final class RunHistory {

  private final Database database;
  private final LedgerStore ledger = new LedgerStore();

  public RunHistory(Database database) {
    this.database = database;
  }

  public Future<Optional<MaintenanceRun>> find(long runId) {
    return database.read(client -> ledger.get(client, runId));
  }

  /** The run that is going. */
  public Future<Optional<MaintenanceRun>> running() {
    return database.read(ledger::running);
  }

  /** The run that began last of those that have ended. */
  public Future<Optional<MaintenanceRun>> last() {
    return database.read(ledger::last);
  }

  /** Runs before another one, or all, newest first. */
  public Future<List<MaintenanceRun>> page(Optional<Long> before, long limit) {
    return database.readPage(client -> ledger.page(client, before, limit));
  }
}
