package dev.stillwater.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SnapshotCacheTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 1);

  private final SnapshotCache cache = new SnapshotCache(1 << 20);
  private final AtomicInteger loads = new AtomicInteger();

  private Future<Reply> load(int size) {
    loads.incrementAndGet();
    return Future.succeededFuture(Reply.ok(Buffer.buffer("x".repeat(size)), CachePolicy.IMMUTABLE));
  }

  private Reply get(SnapshotCache cache, String streamId, int size) {
    return cache.get(streamId, MONTH, () -> load(size)).result();
  }

  @Test
  void loadsOnceForEachStreamAndMonth() {
    Reply first = get(cache, "a", 1);
    assertThat(get(cache, "a", 2)).isEqualTo(first);
    assertThat(get(cache, "b", 2)).isNotEqualTo(first);
    assertThat(cache.get("a", MONTH.plusMonths(1), () -> load(3)).result()).isNotEqualTo(first);
    assertThat(loads).hasValue(3);
  }

  @Test
  void holdsNoMoreThanItsSize() {
    for (int i = 0; i < 100; i++) {
      get(cache, "s" + i, 100_000);
    }
    loads.set(0);
    for (int i = 0; i < 100; i++) {
      get(cache, "s" + i, 100_000);
    }
    assertThat(loads.get()).isGreaterThanOrEqualTo(90);
  }

  @Test
  void holdsNothingWhereItHasNoSize() {
    SnapshotCache none = new SnapshotCache(0);
    get(none, "a", 0);
    get(none, "a", 0);
    assertThat(loads).hasValue(2);
  }

  @Test
  void doesNotHoldAFailure() {
    Future<Reply> failed = cache.get("a", MONTH, () -> Future.failedFuture("not there"));
    assertThat(failed.failed()).isTrue();
    assertThat(get(cache, "a", 1).status()).isEqualTo(200);
  }

  @Test
  void letsGoWhenACaptureHasEnded() {
    Reply before = get(cache, "a", 1);
    cache.captured();
    assertThat(get(cache, "a", 2)).isNotEqualTo(before);
  }

  @Test
  void whatWasBeingReadWhenACaptureEndedIsNotHeldAfterIt() {
    Promise<Reply> slow = Promise.promise();
    Future<Reply> old = cache.get("a", MONTH, slow::future);
    cache.captured();
    slow.complete(Reply.ok(Buffer.buffer("old"), CachePolicy.IMMUTABLE));
    assertThat(get(cache, "a", 1)).isNotEqualTo(old.result());
  }
}
