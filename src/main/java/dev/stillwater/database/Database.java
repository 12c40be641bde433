package dev.stillwater.database;

import dev.stillwater.config.DatabaseSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The connections to PostgreSQL: pipelined ones for reads, others for writes, others again for
 * maintenance, so that none waits behind another's work. Every wait is bounded. Failures arrive
 * translated by {@link SqlErrors}. Safe for use by any verticle.
 */
public final class Database {

  private static final int ATTEMPTS = 6;
  private static final int UPKEEP_CONNECTIONS = 2;

  private final Vertx vertx;
  private final ConnectOptions options;
  private final SqlClient reads;
  private final Pool writes;
  private final Pool upkeep;

  private Database(Vertx vertx, ConnectOptions options, DatabaseSettings settings) {
    this.vertx = vertx;
    this.options = options;
    this.reads =
        PgBuilder.client()
            .connectingTo(options.reads())
            .with(poolOptions(settings, settings.readConnections()))
            .using(vertx)
            .build();
    this.writes = pool(options.writes(), settings, settings.writeConnections());
    this.upkeep = pool(options.maintenance(), settings, UPKEEP_CONNECTIONS);
  }

  /** Prepares connections; none is made before it is needed. */
  public static Database of(Vertx vertx, ConnectOptions options, DatabaseSettings settings) {
    return new Database(vertx, options, settings);
  }

  private Pool pool(
      io.vertx.pgclient.PgConnectOptions connect, DatabaseSettings settings, int size) {
    return PgBuilder.pool()
        .connectingTo(connect)
        .with(poolOptions(settings, size))
        .using(vertx)
        .build();
  }

  private static PoolOptions poolOptions(DatabaseSettings settings, int size) {
    return new PoolOptions()
        .setMaxSize(size)
        .setMaxWaitQueueSize(settings.maxWaiting())
        .setConnectionTimeout((int) settings.connectTimeout().toMillis())
        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
  }

  /** Runs one query; once more where its connection or its plan was lost under it. */
  public <T> Future<T> read(Function<SqlClient, Future<T>> query) {
    return query
        .apply(reads)
        .recover(
            failure ->
                SqlErrors.isLostConnection(failure)
                    ? query.apply(reads)
                    : Future.failedFuture(failure))
        .recover(Database::translated);
  }

  /** Runs one transaction for a client; again where it lost a race. */
  public <T> Future<T> write(Function<SqlConnection, Future<T>> work) {
    return retried(() -> writes.withTransaction(work), 1).recover(Database::translated);
  }

  /** Runs one transaction with the owner's rights, beside whatever run is going. */
  public <T> Future<T> upkeep(Function<SqlConnection, Future<T>> work) {
    return retried(() -> upkeep.withTransaction(work), 1);
  }

  /** A session of its own, for a run: when it is closed, its backend is gone. */
  public Future<PgConnection> session() {
    return PgConnection.connect(vertx, options.maintenance());
  }

  /** Runs one transaction of a session; again where it lost a race. */
  public <T> Future<T> transaction(PgConnection session, Function<SqlConnection, Future<T>> work) {
    return retried(() -> once(session, work), 1);
  }

  private static <T> Future<T> once(PgConnection session, Function<SqlConnection, Future<T>> work) {
    return session
        .begin()
        .compose(
            tx ->
                work.apply(session)
                    .compose(
                        result -> tx.commit().map(result),
                        failure -> tx.rollback().transform(done -> Future.failedFuture(failure))));
  }

  private <T> Future<T> retried(java.util.function.Supplier<Future<T>> work, int attempt) {
    return work.get()
        .recover(
            failure ->
                SqlErrors.isLostRace(failure) && attempt < ATTEMPTS
                    ? vertx
                        .timer(pause(attempt), TimeUnit.MILLISECONDS)
                        .compose(due -> retried(work, attempt + 1))
                    : Future.failedFuture(failure));
  }

  private static long pause(int attempt) {
    return ThreadLocalRandom.current().nextLong(1, 10L << attempt);
  }

  private static <T> Future<T> translated(Throwable failure) {
    return Future.failedFuture(SqlErrors.translate(failure));
  }

  public Future<Void> close() {
    return Future.join(reads.close(), writes.close(), upkeep.close()).mapEmpty();
  }
}
