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
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlClientInternal;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads that find one thing at once, over one connection: none waits for the answer to another, and
 * those of one turn of the event loop leave together. The connection is made when it is needed, and
 * again where it was lost. For the verticle that it was made in, and its context alone.
 */
public final class PipelinedReads {

  private static final Logger log = LoggerFactory.getLogger(PipelinedReads.class);
  private static final long BEAT = 1000;
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final DatabaseSettings settings;
  private final long longestSilence;
  private final List<Read<?>> turn = new ArrayList<>();
  private Future<PgConnection> connection;
  private int waiting;
  private int silentBeats;

  PipelinedReads(Vertx vertx, PgConnectOptions options, DatabaseSettings settings) {
    this.vertx = vertx;
    this.options = options;
    this.settings = settings;
    this.longestSilence = settings.statementTimeout().plus(SLACK).toMillis() / BEAT;
    vertx.setPeriodic(BEAT, beat -> breakOffWhereSilent());
  }

  private record Read<T>(Function<SqlClient, Future<T>> query, Promise<T> result) {

    void send(SqlClient client, Consumer<Throwable> ended) {
      Future.succeededFuture(client)
          .compose(query)
          .onComplete(
              done -> {
                ended.accept(done.cause());
                result.handle(done);
              });
    }

    void fail(Throwable cause, Consumer<Throwable> ended) {
      ended.accept(cause);
      result.fail(cause);
    }
  }

  /** Runs a query; once more where its connection or its plan was lost under it. */
  public <T> Future<T> read(Function<SqlClient, Future<T>> query) {
    return once(query)
        .recover(
            failure ->
                SqlErrors.isLostConnection(failure)
                    ? once(query).recover(SqlErrors::translated)
                    : SqlErrors.translated(failure));
  }

  private <T> Future<T> once(Function<SqlClient, Future<T>> query) {
    if (waiting >= settings.maxWaiting()) {
      return Future.failedFuture(
          ProblemException.of(ProblemKind.UNAVAILABLE, "too many requests wait; try again"));
    }
    if (turn.isEmpty()) {
      vertx.runOnContext(v -> flush());
    }
    waiting++;
    Read<T> read = new Read<>(query, Promise.promise());
    turn.add(read);
    return read.result().future();
  }

  private void flush() {
    List<Read<?>> reads = List.copyOf(turn);
    turn.clear();
    Future<PgConnection> used = connection();
    Consumer<Throwable> ended = failure -> ended(used, failure);
    used.onComplete(
        up ->
            ((SqlClientInternal) up).group(group -> reads.forEach(read -> read.send(group, ended))),
        cause -> reads.forEach(read -> read.fail(cause, ended)));
  }

  private void ended(Future<PgConnection> used, Throwable failure) {
    waiting--;
    silentBeats = 0;
    if (failure != null && SqlErrors.isLostConnection(failure)) {
      // a plan that is stale stays so on its connection
      forget(used);
      used.onSuccess(PgConnection::close);
    }
  }

  private Future<PgConnection> connection() {
    if (connection == null) {
      Future<PgConnection> made = connect();
      connection = made;
      made.onSuccess(up -> up.closeHandler(closed -> forget(made))).onFailure(e -> forget(made));
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
  }

  // a statement ends in time by itself, unless its connection leads nowhere
  private void breakOffWhereSilent() {
    if (waiting > 0 && connection != null && ++silentBeats > longestSilence) {
      log.warn("a connection for reads does not answer and is made again");
      silentBeats = 0;
      connection.onSuccess(PipelinedReads::breakOff);
    }
  }

  // to close in order would wait for what is under way
  private static void breakOff(PgConnection silent) {
    ((SocketConnectionBase) ((SqlConnectionInternal) silent).unwrap()).socket().close();
  }
}
