package dev.stillwater.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillwater.bus.Reply;
import io.vertx.core.Future;
import java.time.YearMonth;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Answers about ended months, as many as fit into a number of bytes. Thread-safe.
 *
 * <p>An ended month never changes; still, what was read before the end of a capture is not answered
 * after it has been heard of, in case clocks differ by more than they should.
 */
public final class SnapshotCache {

  private static final int OVERHEAD = 400;

  private final Cache<Key, Reply> answers;
  private final AtomicLong captures = new AtomicLong();

  /** A cache of so many bytes; of none at all with 0. */
  public SnapshotCache(long maxSize) {
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(maxSize)
            .weigher(SnapshotCache::weigh)
            // a few steps each time, on the thread that is there
            .executor(Runnable::run)
            .build();
  }

  /**
   * Names an answer.
   *
   * @param captures how many were heard of before it was read
   */
  private record Key(String streamId, YearMonth month, long captures) {}

  private static int weigh(Key key, Reply answer) {
    return OVERHEAD + 2 * key.streamId().length() + answer.body().length();
  }

  /** The answer that is held, or else what is loaded, which is held from then on. */
  Future<Reply> get(String streamId, YearMonth month, Supplier<Future<Reply>> load) {
    Key key = new Key(streamId, month, captures.get());
    Reply held = answers.getIfPresent(key);
    return held != null
        ? Future.succeededFuture(held)
        : load.get().onSuccess(loaded -> answers.put(key, loaded));
  }

  /** Lets go of all, for a capture has ended on whatever instance. */
  void captured() {
    captures.incrementAndGet();
    answers.invalidateAll();
  }
}
