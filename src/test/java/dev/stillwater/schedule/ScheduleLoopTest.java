package dev.stillwater.schedule;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stillwater.calendar.Schedule;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.testing.SettableClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
class ScheduleLoopTest {

  private static final Instant MARCH = Instant.parse("2026-03-01T02:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T02:00:00Z");
  private static final Instant MAY = Instant.parse("2026-05-01T02:00:00Z");
  // always the shortest: 10 ms, and twice as long each time
  private static final RetryDelay RETRY =
      new RetryDelay(Duration.ofMillis(20), Duration.ofSeconds(10), () -> 0);

  private final SettableClock clock = new SettableClock(APRIL.minusMillis(1));
  private final List<Long> looks = new CopyOnWriteArrayList<>();
  private final List<Instant> runs = new CopyOnWriteArrayList<>();
  private volatile Instant lastSuccess = MARCH;
  private volatile Function<Instant, Future<Standing>> ledger =
      due -> Future.succeededFuture(standing(due));
  private volatile Function<DueRun, Future<?>> work = this::succeed;
  private Vertx vertx;
  private Context context;
  private ScheduleLoop loop;

  @BeforeEach
  void setUp(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    Agenda agenda = new Agenda(new Schedule(ZoneOffset.UTC), true, RETRY, System.nanoTime());
    this.loop =
        new ScheduleLoop(
            vertx,
            clock,
            System::nanoTime,
            agenda,
            due -> {
              looks.add(System.nanoTime());
              return ledger.apply(due);
            },
            run -> {
              runs.add(run.due());
              return work.apply(run);
            });
  }

  private Standing standing(Instant due) {
    return new StandingBuilder(due).succeeded(lastSuccess).build();
  }

  private Future<?> succeed(DueRun run) {
    lastSuccess = run.due();
    return Future.succeededFuture();
  }

  @Test
  void firesOnceAtTheDueInstantByItself() throws Exception {
    start();
    awaitLooks(3);
    assertThat(runs).isEmpty();

    clock.set(APRIL);
    await().until(() -> runs.size() == 1);

    clock.set(MAY.minusMillis(1));
    wake();
    awaitLooks(looks.size() + 3);
    assertThat(runs).containsExactly(APRIL);
  }

  @Test
  void aStandingClockIsNoBusyLoopHoweverOftenItIsWoken() throws Exception {
    start();
    for (int i = 0; i < 20; i++) {
      wake();
    }
    int from = looks.size();
    awaitLooks(from + 5);
    assertThat(gaps(from, 4)).allSatisfy(gap -> assertThat(gap).isGreaterThan(millis(9)));
  }

  @Test
  void aClockThatJumpsFiresForTheLatestAndNeverAgain() throws Exception {
    start();
    clock.set(MAY.plusSeconds(1));
    wakeAndLook();
    await().untilAsserted(() -> assertThat(runs).containsExactly(MAY));

    clock.set(APRIL.minusSeconds(1));
    wakeAndLook();
    clock.set(MAY.plusSeconds(2));
    wakeAndLook();
    assertThat(runs).containsExactly(MAY);
  }

  @Test
  void aLedgerThatFailsIsAskedAgainLaterEachTime() throws Exception {
    clock.set(APRIL);
    ledger = due -> Future.failedFuture("no ledger");
    start();
    awaitLooks(6);
    assertGrowing(gaps(0, 5));
    ledger = due -> Future.succeededFuture(standing(due));
    await().until(() -> runs.size() == 1);
  }

  @Test
  void aLedgerThatThrowsIsAskedAgain() throws Exception {
    clock.set(APRIL);
    ledger =
        due -> {
          throw new IllegalStateException("thrown");
        };
    start();
    awaitLooks(3);
    ledger = due -> Future.succeededFuture(standing(due));
    await().until(() -> runs.size() == 1);
  }

  @Test
  void workThatFailsIsTriedAgainLaterEachTime() throws Exception {
    List<Long> attempts = new CopyOnWriteArrayList<>();
    clock.set(APRIL);
    work =
        run -> {
          attempts.add(System.nanoTime());
          return switch (attempts.size()) {
            case 1 -> Future.failedFuture("failed");
            case 2 -> throw new IllegalStateException("thrown");
            case 3 -> null;
            case 4 -> Future.failedFuture(ProblemException.of(ProblemKind.CONFLICT, "is going"));
            default -> succeed(run);
          };
        };
    start();
    await().until(() -> attempts.size() == 5);
    assertGrowing(gaps(attempts, 0, 4));

    clock.set(MAY);
    wake();
    await().until(() -> attempts.size() == 6);
    assertThat(runs).containsExactly(APRIL, APRIL, APRIL, APRIL, APRIL, MAY);
  }

  @Test
  void oneRunAtATimeAndItLooksOnMeanwhile() throws Exception {
    Promise<Void> going = Promise.promise();
    clock.set(APRIL);
    work = run -> going.future();
    start();
    await().until(() -> runs.size() == 1);
    clock.set(MAY);
    for (int i = 0; i < 3; i++) {
      wakeAndLook();
    }
    awaitLooks(looks.size() + 1);
    assertThat(runs).containsExactly(APRIL);

    work = this::succeed;
    lastSuccess = APRIL;
    going.complete();
    await().untilAsserted(() -> assertThat(runs).containsExactly(APRIL, MAY));
  }

  @Test
  void toBeWokenDuringALookLeadsToOneMore() throws Exception {
    clock.set(APRIL.minus(Duration.ofDays(10)));
    Promise<Standing> slow = Promise.promise();
    ledger = due -> slow.future();
    start();
    wake();
    wake();
    assertThat(looks).hasSize(1);

    ledger = due -> Future.succeededFuture(standing(due));
    slow.complete(standing(MARCH));
    awaitLooks(2);
    settle();
    assertThat(looks).hasSize(2);
  }

  @Test
  void nothingTicksAfterStop() throws Exception {
    start();
    onContext(loop::stop).await(10, SECONDS);
    assertNothingTicks();
  }

  @Test
  void aLookThatIsAnsweredAfterStopStartsNothing() throws Exception {
    clock.set(APRIL);
    Promise<Standing> slow = Promise.promise();
    ledger = due -> slow.future();
    start();
    wake();
    onContext(loop::stop).await(10, SECONDS);
    slow.complete(standing(APRIL));
    settle();
    assertThat(runs).isEmpty();
    assertNothingTicks();
  }

  @Test
  void stopWaitsForTheRunInFlight() throws Exception {
    Promise<Void> going = Promise.promise();
    clock.set(APRIL);
    work = run -> going.future();
    start();
    await().until(() -> runs.size() == 1);
    Future<Void> stopped = onContext(loop::stop);
    assertNothingTicks();
    assertThat(stopped.isComplete()).isFalse();

    going.fail("failed");
    stopped.await(10, SECONDS);
    assertNothingTicks();
  }

  /** Looks again after a real time in which a timer that still goes would have looked. */
  private void assertNothingTicks() throws Exception {
    int before = looks.size();
    clock.set(MAY);
    wake();
    settle();
    assertThat(looks).hasSize(before);
  }

  private void settle() throws Exception {
    vertx.timer(50, MILLISECONDS).await(10, SECONDS);
  }

  private void awaitLooks(int count) {
    await().until(() -> looks.size() >= count);
  }

  private List<Duration> gaps(int from, int count) {
    return gaps(looks, from, count);
  }

  private static List<Duration> gaps(List<Long> times, int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Duration.ofNanos(times.get(i + 1) - times.get(i)))
        .toList();
  }

  private static void assertGrowing(List<Duration> gaps) {
    for (int i = 0; i < gaps.size(); i++) {
      assertThat(gaps.get(i)).as("after %d failures", i + 1).isGreaterThan(millis((10 << i) - 1));
    }
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private void start() throws Exception {
    onContext(
        () -> {
          loop.start();
          return loop;
        });
  }

  private void wake() throws Exception {
    onContext(
        () -> {
          loop.wake();
          return loop;
        });
  }

  private void wakeAndLook() throws Exception {
    int before = looks.size();
    wake();
    awaitLooks(before + 1);
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
}
