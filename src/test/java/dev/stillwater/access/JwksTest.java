package dev.stillwater.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JwksTest {

  private Future<JwkSet> source = Future.succeededFuture(keys("one"));
  private int loads;
  private long now;
  private final Jwks<List<JsonObject>> jwks =
      new Jwks<>(
          () -> {
            loads++;
            return source;
          },
          JwkSet::keys,
          () -> now);

  private static JwkSet keys(String id) {
    return new JwkSet(List.of(new JsonObject().put("kid", id)));
  }

  private Future<List<JsonObject>> ask(String id) {
    return jwks.forKey(Optional.of(id));
  }

  @Test
  void looksForUnknownKeysNowAndThen() {
    assertThat(ask("one").result()).isEqualTo(keys("one").keys());
    source = Future.succeededFuture(keys("two"));
    assertThat(ask("two").cause()).hasMessage("no such key");
    assertThat(loads).isEqualTo(1);
    now += Jwks.PAUSE.toNanos();
    assertThat(ask("one").result()).isEqualTo(keys("one").keys());
    assertThat(loads).isEqualTo(1);
    assertThat(ask("two").result()).isEqualTo(keys("two").keys());
    assertThat(loads).isEqualTo(2);
  }

  @Test
  void keepsWhatItHas() {
    ask("one");
    source = Future.failedFuture("away");
    jwks.reload();
    assertThat(ask("one").result()).isEqualTo(keys("one").keys());
  }

  @Test
  void hasNothingUntilItCouldRead() {
    source = Future.failedFuture("away");
    assertThat(ask("one").cause()).isInstanceOf(ProblemException.class);
    assertThat(ask("one").cause()).isInstanceOf(ProblemException.class);
    assertThat(loads).isEqualTo(1);
  }

  @Test
  void allWaitForOneReading() {
    Promise<JwkSet> late = Promise.promise();
    source = late.future();
    jwks.reload();
    Future<List<JsonObject>> first = ask("one");
    Future<List<JsonObject>> second = ask("one");
    late.complete(keys("one"));
    assertThat(first.result()).isEqualTo(keys("one").keys());
    assertThat(second.result()).isEqualTo(keys("one").keys());
    assertThat(loads).isEqualTo(1);
  }
}
