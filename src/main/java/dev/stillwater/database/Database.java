package dev.stillwater.database;

import dev.stillwater.config.DatabaseSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
  private static final int KEY_CONNECTIONS = 1;
  private static final int UPKEEP_CONNECTIONS = 3;
  private static final int WATCH_CONNECTIONS = 2;
  private static final Duration SLACK = Duration.ofSeconds(2);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Retries retries;
  private final ConnectOptions options;
  private final DatabaseSettings settings;
  private final LongAdder pipelined = new LongAdder();
  private final CountedPool pages;
  private final CountedPool probes;
  private final CountedPool keys;
  private final CountedPool writes;
  private final CountedPool upkeep;
  private final CountedPool watch;

  /** Prepares connections; none is made before it is needed. */
  public Database(Vertx vertx, ConnectOptions options, DatabaseSettings settings) {
    this.vertx = vertx;
    this.retries = new Retries(vertx);
    this.options = options;
    this.settings = settings;
    this.pages = pool("pages", options.reads(), settings.readConnections(), net());
    this.probes = pool("probes", options.reads(), PROBE_CONNECTIONS, net());
    this.keys = pool("keys", options.reads(), KEY_CONNECTIONS, watched());
    this.writes = pool("writes", options.writes(), settings.writeConnections(), net());
    this.upkeep = pool("upkeep", options.maintenance(), UPKEEP_CONNECTIONS, net());
    this.watch = pool("watch", options.watch(), WATCH_CONNECTIONS, watched());
  }

  private NetClientOptions net() {
    return new NetClientOptions()
        .setTcpKeepAlive(true)
        .setConnectTimeout((int) settings.connectTimeout().toMillis());
  }

  // what has gone silent is not waited for
  private NetClientOptions watched() {
    return net().setReadIdleTimeout((int) LONGEST_SILENCE.toSeconds());
  }

  private CountedPool pool(String name, PgConnectOptions connect, int size, NetClientOptions net) {
    return new CountedPool(
        vertx, name, () -> build(connect, size, net), size, settings.connectTimeout());
  }

  private Pool build(PgConnectOptions connect, int size, NetClientOptions net) {
    PoolOptions pool =
        new PoolOptions()
            .setMaxSize(size)
            .setMaxWaitQueueSize(settings.maxWaiting())
            .setConnectionTimeout((int) settings.connectTimeout().toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    return PgBuilder.pool().connectingTo(connect).with(pool).with(net).using(vertx).build();
  }

  /**
   * A connection for what is found at once, for the verticle that asks for it.
   *
   * @param query finds values in the order of their keys
   */
  public <K, V> PipelinedReads<K, V> pipelined(
      BiFunction<SqlClient, List<K>, Future<List<V>>> query) {
    return new PipelinedReads<>(vertx, options.reads(), settings, pipelined, query);
  }

  /** Runs a query that may take longer: nobody waits behind it. */
  public <T> Future<T> readPage(Function<SqlClient, Future<T>> query) {
    Duration longest = settings.statementTimeout().plus(SLACK);
    return read(pages, query, longest, pages.size()).recover(SqlErrors::translated);
  }

  /**
   * Runs a query that tells whether there is a database, behind none of those that ask for more.
   */
  public <T> Future<T> probe(Function<SqlClient, Future<T>> query) {
    return read(probes, query, settings.connectTimeout(), probes.size())
        .recover(SqlErrors::translated);
  }

  /** Runs a query for the key of a caller: behind nothing that a caller has asked for. */
  public <T> Future<T> findKey(Function<SqlClient, Future<T>> query) {
    return read(keys, query, settings.connectTimeout(), keys.size()).recover(SqlErrors::translated);
  }

  // again where a connection or its plan was lost: at most, all there were are so
  private static <T> Future<T> read(
      CountedPool pool, Function<SqlClient, Future<T>> query, Duration longest, int mayBeLost) {
    return pool.use(longest, query::apply)
        .recover(
            failure ->
                SqlErrors.isLostConnection(failure) && mayBeLost > 0
                    ? read(pool, query, longest, mayBeLost - 1)
                    : Future.failedFuture(failure));
  }

  /** Runs one transaction for a client; again where it lost a race. */
  public <T> Future<T> write(Function<SqlConnection, Future<T>> work) {
    Duration longest = settings.writeStatementTimeout().plus(SLACK);
    return retries
        .run(() -> writes.use(longest, own -> transaction(own, work)))
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

  /** Runs one short transaction with the owner's rights, beside whatever run is going. */
  public <T> Future<T> upkeep(Function<SqlConnection, Future<T>> work) {
    return upkeep(settings.statementTimeout().plus(SLACK), work);
  }

  /** The same for what looks at much, and so may take long. */
  public <T> Future<T> longUpkeep(Function<SqlConnection, Future<T>> work) {
    return upkeep(settings.maintenanceStatementTimeout().plus(SLACK), work);
  }

  private <T> Future<T> upkeep(Duration longest, Function<SqlConnection, Future<T>> work) {
    return retries.run(() -> upkeep.use(longest, own -> transaction(own, work)));
  }

  /**
   * Runs short statements with the owner's rights, each a transaction of its own, that must wait
   * neither for other work nor for a connection that has gone silent: they take seconds, or fail.
   */
  public <T> Future<T> watch(Function<SqlConnection, Future<T>> work) {
    // no transaction: this process may be paused between two messages, and would hold its locks
    return watch.use(work);
  }

  /** Opens a session with the owner's rights. */
  public Future<Session> session() {
    return Session.open(retries, build(options.maintenance(), 1, net()));
  }

  /** Opens a session with the owner's rights whose work gives way to everybody else's. */
  public Future<Session> tidyingSession() {
    return Session.open(retries, build(options.tidying(), 1, net()));
  }

  /** What the database tells all instances; for the caller to close. */
  public Notices notices() {
    return new Notices(vertx, options.maintenance());
  }

  /** Has it measured how far the connections are used. */
  public void measure(MeterRegistry meters) {
    List.of(pages, probes, keys, writes, upkeep, watch).forEach(pool -> pool.measure(meters));
    Gauge.builder("stillwater.database.pipelined.reads", pipelined, LongAdder::sum)
        .description("Reads that wait for an answer on the connections that they share")
        .register(meters);
  }

  public Future<Void> close() {
    return Future.join(
            List.of(
                pages.close(),
                probes.close(),
                keys.close(),
                writes.close(),
                upkeep.close(),
                watch.close()))
        .mapEmpty();
  }
}
