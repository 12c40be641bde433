package dev.stillwater.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyMemoryTest {

  private static final Duration RECHECK = Duration.ofSeconds(5);
  private static final ApiKey KEY =
      new ApiKey(
          "0123456789ab",
          "",
          Role.READ,
          Buffer.buffer(),
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty());

  private Future<Optional<ApiKey>> answer = Future.succeededFuture(Optional.of(KEY));
  private int asked;
  private long now = Long.MAX_VALUE - RECHECK.toNanos() / 2; // overflows soon, as it may
  private final KeyMemory memory =
      new KeyMemory(
          KeyMemory.shared(),
          id -> {
            asked++;
            return answer;
          },
          () -> now,
          RECHECK);

  @Test
  void asksAgainOnlyAfterAWhile() {
    assertFound(KEY, 1);
    now += RECHECK.toNanos() - 1;
    assertFound(KEY, 1);
    answer = Future.succeededFuture(Optional.empty());
    now++;
    assertThat(find().result()).isEmpty();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void asksOnceForAllWhoWait() {
    Promise<Optional<ApiKey>> late = Promise.promise();
    answer = late.future();
    Future<Optional<ApiKey>> first = find();
    Future<Optional<ApiKey>> second = find();
    late.complete(Optional.of(KEY));
    assertThat(first.result()).contains(KEY);
    assertThat(second.result()).contains(KEY);
    assertFound(KEY, 1);
    now += RECHECK.toNanos();
    answer = Future.succeededFuture(Optional.of(KEY));
    assertFound(KEY, 2);
  }

  @Test
  void whatWasFoundLatelyCountsWhileNobodyCanBeAsked() {
    assertFound(KEY, 1);
    answer = Future.failedFuture("away");
    now += RECHECK.toNanos();
    assertFound(KEY, 2);
    assertFound(KEY, 2);
    now += KeyMemory.LONGEST.toNanos() - RECHECK.toNanos() - 1;
    assertFound(KEY, 3);
    now += RECHECK.toNanos();
    assertUnknown();
    answer = Future.succeededFuture(Optional.of(KEY));
    assertFound(KEY, 5);
  }

  @Test
  void whatIsNotRememberedCannotBeTold() {
    answer = Future.failedFuture("away");
    assertUnknown();
    answer = Future.succeededFuture(Optional.empty());
    assertThat(find().result()).isEmpty();
    answer = Future.failedFuture("away");
    now += RECHECK.toNanos();
    assertUnknown();
  }

  private Future<Optional<ApiKey>> find() {
    return memory.find(KEY.id());
  }

  private void assertFound(ApiKey key, int times) {
    assertThat(find().result()).contains(key);
    assertThat(asked).isEqualTo(times);
  }

  private void assertUnknown() {
    assertThat(find().cause())
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.UNAVAILABLE));
  }
}
