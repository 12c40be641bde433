package dev.stillwater.database;

import dev.stillwater.config.DatabaseSettings;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads that find one thing at once, over one connection. What is asked for in one turn of the
 * event loop goes as one batch, and no batch waits for the answer to another. The connection is
 * made when it is needed, and again where it was lost. For the verticle that it was made in, and
 * its context alone.
 *
 * @param <K> what is asked for
 * @param <V> what is found
 */
public final class PipelinedReads<K, V> {

  private static final Logger log = LoggerFactory.getLogger(PipelinedReads.class);
  private static final int MAX_BATCH = 64;
  private static final long BEAT = 1000;
  private static final long PAUSE_MILLIS = 100;
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final DatabaseSettings settings;
  private final LongAdder allWaiting;
  private final BiFunction<SqlClient, List<K>, Future<List<V>>> query;
  private final long longestSilence;
  private List<Read<K, V>> turn = new ArrayList<>();
  private Future<PgConnection> connection;
  private int waiting;
  private int silentBeats;

  /**
   * Prepares reads.
   *
   * @param allWaiting how many reads wait, these and others
   * @param query finds values in the order of their keys
   */
  PipelinedReads(
      Vertx vertx,
      PgConnectOptions options,
      DatabaseSettings settings,
      LongAdder allWaiting,
      BiFunction<SqlClient, List<K>, Future<List<V>>> query) {
    this.vertx = vertx;
    this.options = options;
    this.settings = settings;
    this.allWaiting = allWaiting;
    this.query = query;
    this.longestSilence = settings.statementTimeout().plus(SLACK).toMillis() / BEAT;
    vertx.setPeriodic(BEAT, beat -> breakOffWhereSilent());
  }

  private record Read<K, V>(K key, Promise<V> value) {}

  /** Finds one; asks once more where the connection or its plan was lost. */
  public Future<V> read(K key) {
    if (waiting >= settings.maxWaiting()) {
      return Future.failedFuture(
          ProblemException.of(ProblemKind.UNAVAILABLE, "too many requests wait; try again"));
    }
    if (turn.isEmpty()) {
      vertx.runOnContext(v -> flush());
    }
    waiting++;
    allWaiting.increment();
    Read<K, V> read = new Read<>(key, Promise.promise());
    turn.add(read);
    return read.value().future();
  }

  private void flush() {
    List<Read<K, V>> reads = turn;
    turn = new ArrayList<>();
    for (int from = 0; from < reads.size(); from += MAX_BATCH) {
      send(reads.subList(from, Math.min(reads.size(), from + MAX_BATCH)), true);
    }
  }

  private void send(List<Read<K, V>> batch, boolean mayBeSentAgain) {
    Future<PgConnection> used = connection();
    used.compose(up -> query.apply(up, batch.stream().map(Read::key).toList()))
        .onComplete(values -> succeed(batch, values), e -> failed(batch, used, e, mayBeSentAgain));
  }

  private void succeed(List<Read<K, V>> batch, List<V> values) {
    ended(batch);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).value().complete(values.get(i));
    }
  }

  private void failed(
      List<Read<K, V>> batch, Future<PgConnection> used, Throwable failure, boolean again) {
    boolean lost = SqlErrors.isLostConnection(failure);
    if (lost) {
      // a plan that is stale stays so on its connection
      forget(used);
    }
    if (lost && again) {
      send(batch, false);
    } else if (lost || batch.size() == 1 || SqlErrors.isAway(failure)) {
      ended(batch);
      SqlErrors.<V>translated(failure)
          .onFailure(told -> batch.forEach(read -> read.value().fail(told)));
    } else {
      // the fault of one is not the others'
      batch.forEach(read -> send(List.of(read), again));
    }
  }

  private void ended(List<Read<K, V>> batch) {
    waiting -= batch.size();
    allWaiting.add(-batch.size());
    silentBeats = 0;
  }

  private Future<PgConnection> connection() {
    if (connection == null) {
      Future<PgConnection> made = connect();
      connection = made;
      made.onSuccess(up -> up.closeHandler(closed -> forget(made)))
          // what waits meanwhile would only make as many attempts
          .onFailure(e -> vertx.setTimer(PAUSE_MILLIS, due -> forget(made)));
    }
    return connection;
  }

  private Future<PgConnection> connect() {
    Future<PgConnection> connecting = PgConnection.connect(vertx, options);
    return connecting
        .timeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(up -> up.exceptionHandler(e -> log.debug("a connection for reads", e)))
        .onFailure(late -> connecting.onSuccess(PgConnection::close));
  }

  private void forget(Future<PgConnection> lost) {
    if (connection == lost) {
      connection = null;
    }
    // also what has been lost already: its verticle keeps something for it until it is closed
    lost.onSuccess(PgConnection::close);
  }

  // a statement ends in time by itself, unless its connection leads nowhere
  private void breakOffWhereSilent() {
    boolean mayAnswer = waiting > 0 && connection != null && connection.succeeded();
    if (mayAnswer && ++silentBeats > longestSilence) {
      log.warn("a connection for reads does not answer and is made again");
      silentBeats = 0;
      connection.onSuccess(Connections::breakOff);
    }
  }
}
