package dev.stillwater.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DeadlinesTest {

  /** What ended, in that order. */
  private final List<Future<String>> ended = new CopyOnWriteArrayList<>();

  private void watch(Vertx vertx, Duration longest, Promise<String> promise) {
    new Deadlines(vertx, longest).watch(promise).onComplete(done -> ended.add(promise.future()));
  }

  @Test
  void whatIsNotAnsweredInTimeFails(Vertx vertx) {
    Promise<String> silent = Promise.promise();
    Promise<String> answered = Promise.promise();
    vertx.runOnContext(
        v -> {
          Deadlines deadlines = new Deadlines(vertx, Duration.ofMillis(1));
          deadlines.watch(silent);
          deadlines.watch(answered);
          answered.complete("here");
        });
    await().until(silent.future()::isComplete);
    assertThat(silent.future().cause())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.kind().status()).isEqualTo(503));
    assertThat(answered.future().result()).isEqualTo("here");
  }

  @Test
  void whatHasTimeLeftGoesOn(Vertx vertx) {
    Promise<String> patient = Promise.promise();
    Promise<String> hasty = Promise.promise();
    vertx.runOnContext(
        v -> {
          // the patient one's beat comes first: were it failed at the same, it would end first
          watch(vertx, Duration.ofMillis(1500), patient);
          watch(vertx, Duration.ofMillis(1), hasty);
        });
    await().until(() -> ended.size() == 2);
    assertThat(ended).containsExactly(hasty.future(), patient.future());
    assertThat(patient.future().failed()).isTrue();
  }
}
