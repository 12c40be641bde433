package dev.stillwater.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * A database session that belongs to one piece of work: when it is closed, its backend is gone. One
 * transaction at a time.
 */
public final class Session {

  private final Retries retries;
  private final Pool pool;
  private final PgConnection connection;

  private Session(Retries retries, Pool pool, PgConnection connection) {
    this.retries = retries;
    this.pool = pool;
    this.connection = connection;
  }

  /** Opens a session on a pool that holds this one connection, and is closed with it. */
  static Future<Session> open(Retries retries, Pool pool) {
    return pool.getConnection()
        .map(connection -> new Session(retries, pool, PgConnection.cast(connection)))
        .recover(failure -> pool.close().transform(closed -> Future.failedFuture(failure)));
  }

  /** Runs one transaction; again where it lost a race. */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return retries.run(() -> once(work));
  }

  /** Runs one transaction, once. */
  public <T> Future<T> once(Function<SqlConnection, Future<T>> work) {
    return connection
        .begin()
        .compose(
            transaction ->
                Future.<SqlConnection>succeededFuture(connection)
                    .compose(work)
                    .compose(
                        result -> transaction.commit().map(result),
                        failure ->
                            transaction
                                .rollback()
                                .transform(done -> Future.failedFuture(failure))));
  }

  /** Runs statements outside of a transaction. */
  public <T> Future<T> direct(Function<SqlConnection, Future<T>> work) {
    return Future.<SqlConnection>succeededFuture(connection).compose(work);
  }

  /** Breaks off the statement in flight, which rolls its transaction back. */
  public Future<Void> cancel() {
    return connection.cancelRequest();
  }

  public Future<Void> close() {
    return connection.close().eventually(pool::close);
  }
}
