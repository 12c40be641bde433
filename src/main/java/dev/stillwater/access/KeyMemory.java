package dev.stillwater.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Keys as they were last found, so that few requests ask for theirs. Where the database cannot be
 * asked, what was found of a key counts on for a while. For one event loop; what was found is
 * shared by all.
 */
final class KeyMemory {

  /** How long a key counts as it was found, while nobody can be asked. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MAX_KEYS = 10_000;

  /** What was found of a key, and when. */
  record Known(Optional<ApiKey> key, long foundAt, long askAgainAt) {}

  private final Function<String, Future<Optional<ApiKey>>> ask;
  private final LongSupplier nanoTime;
  private final long recheckAfter;
  private final Cache<String, Known> known;
  private final Map<String, Future<Optional<ApiKey>>> asked = new HashMap<>();

  /**
   * Remembers what is found.
   *
   * @param known what all event loops remember, as {@link #shared} makes it
   * @param ask finds a key by its id
   * @param nanoTime a clock that is never set
   * @param recheckAfter how long a key counts as it was found, while somebody can be asked
   */
  KeyMemory(
      Cache<String, Known> known,
      Function<String, Future<Optional<ApiKey>>> ask,
      LongSupplier nanoTime,
      Duration recheckAfter) {
    this.known = known;
    this.ask = ask;
    this.nanoTime = nanoTime;
    this.recheckAfter = recheckAfter.toNanos();
  }

  /** For what all event loops remember; nothing yet. */
  static Cache<String, Known> shared() {
    return Caffeine.newBuilder().maximumSize(MAX_KEYS).executor(Runnable::run).build();
  }

  /** The key of an id, if there is one; fails where that cannot be told. */
  Future<Optional<ApiKey>> find(String id) {
    Known now = known.getIfPresent(id);
    if (now != null && nanoTime.getAsLong() - now.askAgainAt() < 0) {
      return Future.succeededFuture(now.key());
    }
    Future<Optional<ApiKey>> going = asked.get(id);
    return going != null ? going : askFor(id);
  }

  private Future<Optional<ApiKey>> askFor(String id) {
    long now = nanoTime.getAsLong();
    Future<Optional<ApiKey>> going =
        ask.apply(id)
            .map(found -> learn(id, found, now))
            // what comes later is learnt as well
            .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .recover(failure -> remember(id));
    if (!going.isComplete()) {
      asked.put(id, going);
      going.onComplete(done -> asked.remove(id));
    }
    return going;
  }

  private Optional<ApiKey> learn(String id, Optional<ApiKey> found, long now) {
    known.put(id, new Known(found, now, now + recheckAfter));
    return found;
  }

  private Future<Optional<ApiKey>> remember(String id) {
    Known lately = known.getIfPresent(id);
    long now = nanoTime.getAsLong();
    if (lately == null || lately.key().isEmpty() || now - lately.foundAt() >= LONGEST.toNanos()) {
      return Future.failedFuture(
          ProblemException.of(
              ProblemKind.UNAVAILABLE, "the credential cannot be checked now; try again"));
    }
    // not every request is to wait for an answer that does not come
    known.put(id, new Known(lately.key(), lately.foundAt(), now + recheckAfter));
    return Future.succeededFuture(lately.key());
  }
}
