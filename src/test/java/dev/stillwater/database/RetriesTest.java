package dev.stillwater.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.testing.TestService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class RetriesTest {

  @ParameterizedTest
  @CsvSource({
    "40001, 3", // a lost race
    "0A000, 3", // a stale plan
    "42P01, 3", // a month's table that was dropped after it had been found
    "23505, 1",
  })
  void whatMayPassIsTriedAgain(String state, int attempts, Vertx vertx) {
    AtomicInteger tried = new AtomicInteger();
    Future<Integer> third =
        new Retries(vertx)
            .run(
                () ->
                    tried.incrementAndGet() < 3
                        ? Future.failedFuture(new PgException("text", "ERROR", state, "detail"))
                        : Future.succeededFuture(tried.get()));
    TestService.await(third.otherwise(0));
    assertThat(tried).hasValue(attempts);
  }
}
