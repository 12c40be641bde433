package dev.stillwater.database;

import dev.stillwater.config.DatabaseSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The connections to PostgreSQL: {@link PipelinedReads} for what is found at once, and others for
 * pages, for writes and for maintenance, so that none waits behind another's work. Every wait is
 * bounded. What clients asked for fails as {@link SqlErrors} tells it. Safe for use by any
 * verticle.
 */
public final class Database {

  private static final int PROBE_CONNECTIONS = 1;
  private static final int UPKEEP_CONNECTIONS = 3;
  private static final int WATCH_CONNECTIONS = 2;
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Retries retries;
  private final ConnectOptions options;
  private final DatabaseSettings settings;
  private final Pool pages;
  private final Pool probes;
  private final Pool writes;
  private final Pool upkeep;
  private final Pool watch;

  /** Prepares connections; none is made before it is needed. */
  public Database(Vertx vertx, ConnectOptions options, DatabaseSettings settings) {
    this.vertx = vertx;
    this.retries = new Retries(vertx);
    this.options = options;
    this.settings = settings;
    this.pages = build(PgBuilder.pool(), options.reads(), settings.readConnections());
    this.probes = build(PgBuilder.pool(), options.reads(), PROBE_CONNECTIONS);
    this.writes = build(PgBuilder.pool(), options.writes(), settings.writeConnections());
    this.upkeep = build(PgBuilder.pool(), options.maintenance(), UPKEEP_CONNECTIONS);
    this.watch =
        build(
            PgBuilder.pool(),
            options.watch(),
            WATCH_CONNECTIONS,
            net().setReadIdleTimeout((int) LONGEST_SILENCE.toSeconds()));
  }

  private <C> C build(ClientBuilder<C> builder, PgConnectOptions connect, int size) {
    return build(builder, connect, size, net());
  }

  private static NetClientOptions net() {
    return new NetClientOptions().setTcpKeepAlive(true);
  }

  private <C> C build(
      ClientBuilder<C> builder, PgConnectOptions connect, int size, NetClientOptions net) {
    PoolOptions pool =
        new PoolOptions()
            .setMaxSize(size)
            .setMaxWaitQueueSize(settings.maxWaiting())
            .setConnectionTimeout((int) settings.connectTimeout().toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    return builder.connectingTo(connect).with(pool).with(net).using(vertx).build();
  }

  /**
   * A connection for what is found at once, for the verticle that asks for it.
   *
   * @param query finds values in the order of their keys
   */
  public <K, V> PipelinedReads<K, V> pipelined(
      BiFunction<SqlClient, List<K>, Future<List<V>>> query) {
    return new PipelinedReads<>(vertx, options.reads(), settings, query);
  }

  /** Runs a query that may take longer: nobody waits behind it. */
  public <T> Future<T> readPage(Function<SqlClient, Future<T>> query) {
    Duration longest = settings.statementTimeout().plus(SLACK);
    return read(pages, query, longest, settings.readConnections()).recover(SqlErrors::translated);
  }

  /**
   * Runs a query that tells whether there is a database, behind none of those that ask for more.
   */
  public <T> Future<T> probe(Function<SqlClient, Future<T>> query) {
    return read(probes, query, settings.connectTimeout(), PROBE_CONNECTIONS)
        .recover(SqlErrors::translated);
  }

  // again where a connection or its plan was lost: at most, all there were are so
  private static <T> Future<T> read(
      Pool pool, Function<SqlClient, Future<T>> query, Duration longest, int mayBeLost) {
    return pool.getConnection()
        .compose(
            up ->
                using(up, query::apply, longest)
                    .recover(
                        failure ->
                            SqlErrors.isLostConnection(failure) && mayBeLost > 0
                                ? read(pool, query, longest, mayBeLost - 1)
                                : Future.failedFuture(failure)));
  }

  /** Runs one transaction for a client; again where it lost a race. */
  public <T> Future<T> write(Function<SqlConnection, Future<T>> work) {
    Duration longest = settings.writeStatementTimeout().plus(SLACK);
    return retries
        .run(
            () ->
                writes
                    .getConnection()
                    .compose(up -> using(up, own -> transaction(own, work), longest)))
        .recover(SqlErrors::translated);
  }

  private static <T> Future<T> transaction(
      SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    return connection
        .begin()
        .compose(
            begun ->
                work.apply(connection)
                    .compose(
                        result -> begun.commit().map(result),
                        failure ->
                            begun.rollback().transform(done -> Future.failedFuture(failure))));
  }

  // a statement ends in time by itself, unless its connection leads nowhere
  private static <T> Future<T> using(
      SqlConnection connection, Function<SqlConnection, Future<T>> work, Duration longest) {
    return work.apply(connection)
        .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> connection.close(), failure -> giveBack(connection, failure));
  }

  // a plan that is stale stays so on its connection, which its pool forgets when it ends
  private static void giveBack(SqlConnection connection, Throwable failure) {
    if (SqlErrors.isStalePlan(failure) || failure instanceof TimeoutException) {
      Connections.breakOff(connection);
    } else {
      connection.close();
    }
  }

  /** Runs one transaction with the owner's rights, beside whatever run is going. */
  public <T> Future<T> upkeep(Function<SqlConnection, Future<T>> work) {
    return retries.run(() -> upkeep.withTransaction(work));
  }

  /**
   * Runs short statements with the owner's rights, each a transaction of its own, that must wait
   * neither for other work nor for a connection that has gone silent: they take seconds, or fail.
   */
  public <T> Future<T> watch(Function<SqlConnection, Future<T>> work) {
    // no transaction: this process may be paused between two messages, and would hold its locks
    return watch.withConnection(work);
  }

  /** Opens a session with the owner's rights. */
  public Future<Session> session() {
    return Session.open(retries, build(PgBuilder.pool(), options.maintenance(), 1));
  }

  /** Opens a session with the owner's rights whose work gives way to everybody else's. */
  public Future<Session> tidyingSession() {
    return Session.open(retries, build(PgBuilder.pool(), options.tidying(), 1));
  }

  /** What the database tells all instances; for the caller to close. */
  public Notices notices() {
    return new Notices(vertx, options.maintenance());
  }

  public Future<Void> close() {
    return Future.join(
            List.of(pages.close(), probes.close(), writes.close(), upkeep.close(), watch.close()))
        .mapEmpty();
  }
}
