package dev.stillwater.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * A pool of connections that knows how far it is used. Where all that it still could make have led
 * nowhere, it begins anew: the client waits for ever for a server that takes a connection and says
 * nothing. Thread-safe.
 */
final class CountedPool {

  private final Vertx vertx;
  private final String name;
  private final Supplier<Pool> pools;
  private final int size;
  private final Duration patience;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger inUse = new AtomicInteger();
  private final AtomicLong given = new AtomicLong();
  private volatile Pool pool;

  /**
   * A pool.
   *
   * @param pools makes a pool of so many connections, none of which is made before it is needed
   * @param patience how long one is waited for
   */
  CountedPool(Vertx vertx, String name, Supplier<Pool> pools, int size, Duration patience) {
    this.vertx = vertx;
    this.name = name;
    this.pools = pools;
    this.size = size;
    this.patience = patience;
    this.pool = pools.get();
  }

  int size() {
    return size;
  }

  /** Does work with a connection, and gives it back. */
  <T> Future<T> use(Function<SqlConnection, Future<T>> work) {
    Pool current = pool;
    long asked = System.nanoTime();
    long givenBefore = given.get();
    waiting.incrementAndGet();
    return current
        .getConnection()
        .onComplete(done -> waiting.decrementAndGet())
        .onFailure(failure -> look(current, givenBefore, System.nanoTime() - asked))
        .compose(connection -> using(connection, work));
  }

  /** The same for work that ends in time by itself, unless its connection leads nowhere. */
  <T> Future<T> use(Duration longest, Function<SqlConnection, Future<T>> work) {
    return use(
        connection -> work.apply(connection).timeout(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  // who waited as long as may be saw none given, though more might be made
  private synchronized void look(Pool waitedFor, long givenBefore, long waited) {
    // what fails by itself does so at once
    boolean timeout = waited > patience.toNanos() / 2;
    if (timeout && waitedFor == pool && given.get() == givenBefore && inUse.get() < size) {
      pool = pools.get();
      // whoever still waits for it would be told nothing
      vertx.setTimer(2 * patience.toMillis(), due -> waitedFor.close());
    }
  }

  private <T> Future<T> using(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    given.incrementAndGet();
    inUse.incrementAndGet();
    return Future.succeededFuture(connection)
        .compose(work)
        .onComplete(done -> inUse.decrementAndGet())
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

  void measure(MeterRegistry meters) {
    gauge("connections.in.use", "Connections that work is done with", p -> p.inUse.get(), meters);
    gauge("connections.max", "The most connections that there may be", p -> p.size, meters);
    gauge("waiting", "Who waits for a connection", p -> p.waiting.get(), meters);
  }

  private void gauge(
      String what, String description, ToDoubleFunction<CountedPool> value, MeterRegistry meters) {
    Gauge.builder("stillwater.database.pool." + what, this, value)
        .description(description)
        .tag("pool", name)
        .register(meters);
  }

  /** Closes it; connections that lead nowhere are not waited for. */
  Future<Void> close() {
    return pool.close().timeout(patience.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }
}
