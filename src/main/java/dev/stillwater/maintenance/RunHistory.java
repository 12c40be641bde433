package dev.stillwater.maintenance;

import dev.stillwater.database.Database;
import dev.stillwater.database.SqlErrors;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The runs of all instances, as the ledger has them. Safe for use on any context. */
public final class RunHistory {

  private final Database database;
  private final LedgerStore ledger = new LedgerStore();

  public RunHistory(Database database) {
    this.database = database;
  }

  public Future<Optional<MaintenanceRun>> find(long runId) {
    return read(client -> ledger.get(client, runId));
  }

  /** The run that is going. */
  public Future<Optional<MaintenanceRun>> running() {
    return read(ledger::running);
  }

  /** The run that began last of those that have ended. */
  public Future<Optional<MaintenanceRun>> last() {
    return read(ledger::last);
  }

  /** A page of runs, newest first, and one more where there is one. */
  public Future<List<MaintenanceRun>> page(RunQuery query) {
    return read(client -> ledger.page(client, query));
  }

  // as the owner, like all of maintenance: who serves requests may know less of the ledger
  private <T> Future<T> read(Function<SqlConnection, Future<T>> query) {
    return database.upkeep(query).recover(SqlErrors::translated);
  }
}
