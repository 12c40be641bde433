package dev.stillwater.maintenance;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.calendar.Schedule;
import dev.stillwater.testing.SettableClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class MaintenanceTimerTest {

  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T02:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T02:00:00Z");

  private final SettableClock clock = new SettableClock(APRIL.minusMillis(1));
  private final List<Long> clockReads = new CopyOnWriteArrayList<>();
  private final List<Instant> fired = new CopyOnWriteArrayList<>();
  private Vertx vertx;
  private Context context;

  @BeforeEach
  void setUp(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @Test
  void firesOnceAtTheDueInstantByItself() throws Exception {
    MaintenanceTimer timer = started(due -> Future.succeededFuture());
    awaitClockReads(3);
    assertThat(fired).isEmpty();

    clock.set(APRIL);
    await().until(() -> fired.size() == 1);

    clock.set(MAY.minusMillis(1));
    wake(timer);
    awaitClockReads(clockReads.size() + 3);
    assertThat(fired).containsExactly(APRIL);
    assertThat(timer.nextRun()).isEqualTo(MAY);
  }

  @Test
  void aStandingClockIsNoBusyLoopHoweverOftenItIsWoken() throws Exception {
    MaintenanceTimer timer = started(due -> Future.succeededFuture());
    for (int i = 0; i < 20; i++) {
      wake(timer);
    }
    int from = clockReads.size();
    awaitClockReads(from + 5);
    assertThat(IntStream.range(from, from + 5))
        .allSatisfy(
            i ->
                assertThat(Duration.ofNanos(clockReads.get(i) - clockReads.get(i - 1)))
                    .isGreaterThan(Duration.ofMillis(9)));
  }

  @Test
  void aClockThatJumpsFiresForTheLatestAndNeverAgain() throws Exception {
    MaintenanceTimer timer = started(due -> Future.succeededFuture());
    clock.set(MAY.plusSeconds(1));
    wake(timer);
    assertThat(fired).containsExactly(MAY);

    clock.set(APRIL.minusSeconds(1));
    wake(timer);
    clock.set(MAY.plusSeconds(2));
    wake(timer);
    assertThat(fired).containsExactly(MAY);
    assertThat(timer.nextRun()).isEqualTo(JUNE);
  }

  @Test
  void aClockSetBackBeforeFiringPlansTheEarlierDueInstant() throws Exception {
    MaintenanceTimer timer = started(due -> Future.succeededFuture());
    clock.advance(Duration.ofDays(-40));
    wake(timer);
    assertThat(timer.nextRun()).isEqualTo("2026-03-01T02:00:00Z");
  }

  @Test
  void aSecondWorkWaitsForTheEndOfTheFirst() throws Exception {
    Promise<Void> work = Promise.promise();
    MaintenanceTimer timer = started(due -> work.future());
    clock.set(APRIL);
    wake(timer);
    clock.set(MAY);
    wake(timer);
    assertThat(fired).containsExactly(APRIL);

    work.complete();
    wake(timer);
    assertThat(fired).containsExactly(APRIL, MAY);
  }

  @Test
  void workThatFailsOrThrowsDoesNotEndTheLoop() throws Exception {
    MaintenanceTimer timer =
        started(
            due -> {
              if (due.equals(MAY)) {
                throw new IllegalStateException("thrown");
              }
              return due.equals(APRIL) ? Future.failedFuture("failed") : null;
            });
    for (Instant due : List.of(APRIL, MAY, JUNE, JUNE.plus(Duration.ofDays(30)))) {
      clock.set(due);
      await().until(() -> fired.contains(due));
      clock.set(timer.nextRun().minusMillis(1));
      wake(timer);
    }
    assertThat(fired).hasSize(4);
  }

  @Test
  void nothingTicksAfterStop() throws Exception {
    MaintenanceTimer timer = started(due -> Future.succeededFuture());
    onContext(timer::stop).await(10, SECONDS);
    assertNothingTicks(timer);
  }

  @Test
  void stopWaitsForTheWorkInFlight() throws Exception {
    Promise<Void> work = Promise.promise();
    MaintenanceTimer timer = started(due -> work.future());
    clock.set(APRIL);
    wake(timer);
    Future<Void> stopped = onContext(timer::stop);
    assertThat(stopped.isComplete()).isFalse();
    assertNothingTicks(timer);

    work.fail("failed");
    stopped.await(10, SECONDS);
    assertNothingTicks(timer);
  }

  @Test
  void nothingTicksAfterUndeploy() throws Exception {
    Promise<Void> work = Promise.promise();
    TimerVerticle verticle = new TimerVerticle(due -> work.future());
    String id = vertx.deployVerticle(verticle).await(10, SECONDS);
    clock.set(APRIL);
    await().until(() -> fired.size() == 1);
    Future<Void> undeployed = vertx.undeploy(id);
    work.complete();
    undeployed.await(10, SECONDS);
    assertNothingTicks(verticle.timer);
  }

  /** Looks again after a real time in which a timer that still goes would have read the clock. */
  private void assertNothingTicks(MaintenanceTimer timer) throws Exception {
    int reads = clockReads.size();
    clock.set(timer.nextRun());
    wake(timer);
    vertx.timer(50, MILLISECONDS).await(10, SECONDS);
    assertThat(clockReads).hasSize(reads);
  }

  private MaintenanceTimer started(Function<Instant, Future<?>> work) throws Exception {
    return onContext(
        () -> {
          MaintenanceTimer timer = timer(work);
          timer.start();
          return timer;
        });
  }

  private MaintenanceTimer timer(Function<Instant, Future<?>> work) {
    return new MaintenanceTimer(
        vertx,
        this::readClock,
        new Schedule(ZoneOffset.UTC),
        due -> {
          assertThat(clock.instant()).isAfterOrEqualTo(due);
          fired.add(due);
          return work.apply(due);
        });
  }

  private Instant readClock() {
    clockReads.add(System.nanoTime());
    return clock.instant();
  }

  private void awaitClockReads(int count) {
    await().until(() -> clockReads.size() >= count);
  }

  private void wake(MaintenanceTimer timer) throws Exception {
    onContext(
        () -> {
          timer.wake();
          return timer;
        });
  }

  private <T> T onContext(Callable<T> call) throws Exception {
    Promise<T> result = Promise.promise();
    context.runOnContext(
        v -> {
          try {
            result.complete(call.call());
          } catch (Exception e) {
            result.fail(e);
          }
        });
    return result.future().await(10, SECONDS);
  }

  private final class TimerVerticle extends VerticleBase {

    private final MaintenanceTimer timer;

    private TimerVerticle(Function<Instant, Future<?>> work) {
      this.timer = timer(work);
    }

    @Override
    public Future<?> start() throws Exception {
      timer.start();
      return super.start();
    }

    @Override
    public Future<?> stop() {
      return timer.stop();
    }
  }
}
