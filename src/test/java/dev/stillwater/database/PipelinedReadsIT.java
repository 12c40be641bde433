package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.EventLoops;
import dev.stillwater.config.DatabaseSettings;
import dev.stillwater.config.Settings;
import dev.stillwater.config.Source;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.testing.DatabaseExtension;
import dev.stillwater.testing.TestDatabase;
import dev.stillwater.testing.TestService;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads that are asked for in one turn of an event loop, and share a batch. */
@ExtendWith(DatabaseExtension.class)
class PipelinedReadsIT {

  private static final int MAX_WAITING = 150;
  private static final int BATCHES = 3;

  private final Vertx vertx = Vertx.vertx(EventLoops.options());
  private final AtomicInteger sent = new AtomicInteger();
  private final TestDatabase database;

  PipelinedReadsIT(TestDatabase database) {
    this.database = database;
  }

  @AfterEach
  void stop() {
    TestService.await(vertx.close());
  }

  /** Asks for all keys in one turn. */
  private List<Future<Integer>> readAll(String sql, List<Integer> keys) {
    Promise<List<Future<Integer>>> asked = Promise.promise();
    vertx.runOnContext(
        v -> {
          PipelinedReads<Integer, List<Integer>> reads =
              new Database(vertx, options(), settings())
                  .pipelined(
                      (client, batch) -> {
                        sent.incrementAndGet();
                        return query(client, sql, batch);
                      });
          asked.complete(
              keys.stream().map(key -> reads.read(key).map(found -> found.get(0))).toList());
        });
    List<Future<Integer>> futures = TestService.await(asked.future());
    TestService.await(Future.join(futures).otherwiseEmpty());
    return futures;
  }

  private static Future<List<List<Integer>>> query(
      SqlClient client, String sql, List<Integer> batch) {
    return client
        .preparedQuery(sql)
        .executeBatch(batch.stream().map(Tuple::of).toList())
        .map(rows -> Rows.lists(batch, rows, (key, row) -> row.getInteger(0)));
  }

  private ConnectOptions options() {
    DatabaseSettings settings = settings();
    return new ConnectOptions(
        settings.url().orElseThrow(), settings.ownerUrl().orElseThrow(), settings);
  }

  private DatabaseSettings settings() {
    Map<String, String> values =
        Map.of(
            "stillwater.database.url", database.url(),
            "stillwater.database.max-waiting", Integer.toString(MAX_WAITING));
    return Settings.of(List.of(new Source("test", values))).database();
  }

  @Test
  void eachGetsItsOwn() {
    List<Integer> keys = IntStream.range(0, MAX_WAITING).boxed().toList();
    assertThat(readAll("SELECT $1::int", keys)).extracting(Future::result).isEqualTo(keys);
    assertThat(sent).hasValue(BATCHES);
  }

  @Test
  void faultOfOneIsNotThatOfTheOthers() {
    List<Future<Integer>> reads = readAll("SELECT 10 / $1::int", List.of(1, 0, 2));
    assertThat(reads.get(0).result()).isEqualTo(10);
    assertThat(reads.get(1).cause()).isInstanceOf(PgException.class);
    assertThat(reads.get(2).result()).isEqualTo(5);
  }

  @Test
  void asManyWaitAsMay() {
    List<Integer> keys = IntStream.range(0, MAX_WAITING + 2).boxed().toList();
    List<Future<Integer>> reads = readAll("SELECT $1::int", keys);
    assertThat(reads.subList(0, MAX_WAITING)).allMatch(Future::succeeded);
    assertThat(reads.subList(MAX_WAITING, reads.size())).allMatch(PipelinedReadsIT::isUnavailable);
  }

  @RepeatedTest(20)
  void whatEndsItsConnectionIsSentOnlyOnceMore() {
    List<Future<Integer>> reads =
        readAll("SELECT pg_terminate_backend(pg_backend_pid())::int + $1::int", List.of(1));
    assertThat(reads).allMatch(PipelinedReadsIT::isUnavailable);
    assertThat(sent).hasValue(2);
  }

  private static boolean isUnavailable(Future<?> read) {
    return read.cause() instanceof ProblemException problem
        && problem.kind() == ProblemKind.UNAVAILABLE;
  }
}
