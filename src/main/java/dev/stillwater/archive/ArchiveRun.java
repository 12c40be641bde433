package dev.stillwater.archive;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.function.Function;

/** What archiving needs of the run that it is a part of. */
public interface ArchiveRun {

  /** Events that occurred before it are to be archived. */
  Instant cutoff();

  /** Does work in one transaction of the run; fails where the run may not go on. */
  <T> Future<T> transaction(Function<SqlConnection, Future<T>> work);

  /** Notes in the ledger, within the transaction that moved them, that events were archived. */
  Future<Void> archived(SqlConnection transaction, long events);
}
