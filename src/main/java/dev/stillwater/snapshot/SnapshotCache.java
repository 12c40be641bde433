package dev.stillwater.snapshot;

import static java.time.temporal.ChronoField.PROLEPTIC_MONTH;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Reply;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.YearMonth;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Answers about ended months, as many as fit into a number of bytes. Thread-safe.
 *
 * <p>An ended month never changes; still, what was read before the end of a capture is not answered
 * after it has been heard of, in case clocks differ by more than they should.
 */
public final class SnapshotCache {

  private static final int OVERHEAD = 300;

  private final long maxSize;
  // goes on where what is held is let go
  private final ConcurrentStatsCounter requests = new ConcurrentStatsCounter();
  private volatile Cache<Key, Held> answers;

  /** A cache of so many bytes; of none at all with 0. */
  public SnapshotCache(long maxSize) {
    this.maxSize = maxSize;
    this.answers = empty();
  }

  /**
   * Names an answer.
   *
   * @param month counted, as an object of its own would outweigh it
   */
  private record Key(String streamId, int month) {}

  /**
   * An answer in as few objects as can be: they live long, and what collects garbage visits all.
   */
  private record Held(byte[] body, String tag) {

    Held(Reply reply) {
      this(reply.body().getBytes(), reply.headers().get(Reply.ETAG));
    }

    Reply toReply() {
      return Reply.tagged(Buffer.buffer(body), tag, CachePolicy.IMMUTABLE);
    }
  }

  private Cache<Key, Held> empty() {
    return Caffeine.newBuilder()
        .maximumWeight(maxSize)
        .weigher(SnapshotCache::weigh)
        // a few steps each time, on the thread that is there
        .executor(Runnable::run)
        .recordStats(() -> requests)
        .build();
  }

  private static int weigh(Key key, Held answer) {
    return OVERHEAD + 2 * key.streamId().length() + answer.body().length;
  }

  /** The answer that is held, or else what is loaded, which is held from then on. */
  Future<Reply> get(String streamId, YearMonth month, Supplier<Future<Reply>> load) {
    Key key = new Key(streamId, Math.toIntExact(month.getLong(PROLEPTIC_MONTH)));
    Cache<Key, Held> now = answers;
    Held held = now.getIfPresent(key);
    return held != null
        ? Future.succeededFuture(held.toReply())
        : load.get().onSuccess(loaded -> now.put(key, new Held(loaded)));
  }

  /** Has it measured what is held and how often it is asked for. */
  public void measure(MeterRegistry meters) {
    counter(meters, "hit", cache -> cache.requests.snapshot().hitCount());
    counter(meters, "miss", cache -> cache.requests.snapshot().missCount());
    Gauge.builder("stillwater.snapshot.cache.size", this, SnapshotCache::bytes)
        .description("Memory that held answers take, about")
        .baseUnit("bytes")
        .register(meters);
    Gauge.builder("stillwater.snapshot.cache.entries", this, cache -> cache.answers.estimatedSize())
        .description("Answers that are held")
        .register(meters);
  }

  private void counter(MeterRegistry meters, String result, ToDoubleFunction<SnapshotCache> count) {
    FunctionCounter.builder("stillwater.snapshot.cache.requests", this, count)
        .description("How often an answer about an ended month was asked for")
        .tag("result", result)
        .register(meters);
  }

  private double bytes() {
    return answers.policy().eviction().map(Policy.Eviction::weightedSize).stream()
        .mapToLong(size -> size.orElse(0))
        .sum();
  }

  /** Lets go of all, for a capture has ended on whatever instance. */
  void captured() {
    // what is still being read goes to the one before
    answers = empty();
  }
}
