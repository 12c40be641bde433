package dev.stillwater.archive;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What archiving and restoring need of the run that they are a part of. */
public interface ArchiveRun {

  /** Events that occurred before it are to be archived. */
  Instant cutoff();

  /**
   * Does work in one transaction of the run, again where it lost a race; fails where the run may
   * not go on.
   */
  <T> Future<T> transaction(Function<SqlConnection, Future<T>> work);

  /** Does work in one transaction of the run, once. */
  <T> Future<T> attempt(Function<SqlConnection, Future<T>> work);

  /**
   * Does work outside of a transaction: it may only read, or do what harms nobody if it is late.
   */
  <T> Future<T> aside(Function<SqlConnection, Future<T>> work);

  /** Notes in the ledger, within the transaction that moved them, that events were archived. */
  Future<Void> archived(SqlConnection transaction, Moved moved);

  /** Notes in the ledger, within the transaction that moved them, that events were restored. */
  Future<Void> restored(SqlConnection transaction, long events);

  /** Tells how many months there are to archive or restore, and about how many events they hold. */
  void planned(long months, long estimatedEvents);

  /** Tells that one of them is done. */
  void monthDone();

  /** Tells in the ledger what the run waits for; empty where it goes on. */
  Future<Void> waitsFor(Optional<String> obstacle);
}
