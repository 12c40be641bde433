package dev.stillwater.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A pool of connections that knows how far it is used. Thread-safe. */
final class CountedPool {

  private final String name;
  private final Pool pool;
  private final int size;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger inUse = new AtomicInteger();

  CountedPool(String name, Pool pool, int size) {
    this.name = name;
    this.pool = pool;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** Does work with a connection, and gives it back. */
  <T> Future<T> use(Function<SqlConnection, Future<T>> work) {
    waiting.incrementAndGet();
    return pool.getConnection()
        .onComplete(done -> waiting.decrementAndGet())
        .compose(connection -> using(connection, work));
  }

  /** The same for work that ends in time by itself, unless its connection leads nowhere. */
  <T> Future<T> use(Duration longest, Function<SqlConnection, Future<T>> work) {
    return use(
        connection -> work.apply(connection).timeout(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  private <T> Future<T> using(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
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

  Future<Void> close() {
    return pool.close();
  }
}
