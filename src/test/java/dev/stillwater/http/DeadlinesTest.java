package dev.stillwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class DeadlinesTest {

  @Test
  void whatIsNotAnsweredInTimeFails(Vertx vertx) {
    Deadlines deadlines = new Deadlines(vertx, Duration.ofMillis(1));
    Promise<String> silent = Promise.promise();
    Promise<String> answered = Promise.promise();
    Future<String> late = deadlines.watch(silent);
    Future<String> inTime = deadlines.watch(answered);
    answered.complete("here");
    await().until(late::isComplete);
    assertThat(late.cause())
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.kind().status()).isEqualTo(503));
    assertThat(inTime.result()).isEqualTo("here");
  }

  @Test
  void whatHasTimeLeftGoesOn(Vertx vertx) {
    Deadlines deadlines = new Deadlines(vertx, Duration.ofMillis(1500));
    Deadlines earlier = new Deadlines(vertx, Duration.ofMillis(1));
    Future<?> patient = deadlines.watch(Promise.promise());
    Future<?> hasty = earlier.watch(Promise.promise());
    await().until(hasty::isComplete);
    assertThat(patient.isComplete()).isFalse();
    await().until(patient::isComplete);
    assertThat(patient.failed()).isTrue();
  }
}
