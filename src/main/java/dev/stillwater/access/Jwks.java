package dev.stillwater.access;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys as they were last read, made into what checks tokens. Where they cannot be read
 * again, those that there were stay. For one event loop.
 *
 * @param <T> what checks tokens
 */
final class Jwks<T> {

  /** After how long at the earliest unknown keys are looked for again. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Jwks.class);

  private record Loaded<T>(JwkSet keys, T made) {}

  private final Supplier<Future<JwkSet>> source;
  private final Function<JwkSet, T> make;
  private final LongSupplier nanoTime;
  private Optional<Loaded<T>> loaded = Optional.empty();
  private Optional<Future<Void>> loading = Optional.empty();
  private long triedAt;

  Jwks(Supplier<Future<JwkSet>> source, Function<JwkSet, T> make, LongSupplier nanoTime) {
    this.source = source;
    this.make = make;
    this.nanoTime = nanoTime;
    this.triedAt = nanoTime.getAsLong() - PAUSE.toNanos();
  }

  /** Reads the keys; never fails. */
  Future<Void> reload() {
    if (loading.isPresent()) {
      return loading.get();
    }
    triedAt = nanoTime.getAsLong();
    Future<Void> going =
        source
            .get()
            .map(keys -> new Loaded<>(keys, make.apply(keys)))
            .onSuccess(now -> loaded = Optional.of(now))
            .<Void>mapEmpty()
            .recover(Jwks::tell);
    if (!going.isComplete()) {
      loading = Optional.of(going);
      going.onComplete(done -> loading = Optional.empty());
    }
    return going;
  }

  private static Future<Void> tell(Throwable cause) {
    log.warn("the public keys of auth.jwt.jwks cannot be read: {}", cause.getMessage());
    return Future.succeededFuture();
  }

  /**
   * What checks tokens that name a key, read again where it does not have that; fails with a {@link
   * ProblemException} where no keys could be read yet, and with anything else where there is no
   * such key.
   */
  Future<T> forKey(Optional<String> id) {
    boolean known = loaded.filter(now -> now.keys().mayHave(id)).isPresent();
    boolean late = nanoTime.getAsLong() - triedAt >= PAUSE.toNanos();
    return known || !late && loading.isEmpty()
        ? current(id)
        : reload().compose(done -> current(id));
  }

  private Future<T> current(Optional<String> id) {
    if (loaded.isEmpty()) {
      return Future.failedFuture(
          ProblemException.of(
              ProblemKind.UNAVAILABLE, "the credential cannot be checked now; try again"));
    }
    return loaded.get().keys().mayHave(id)
        ? Future.succeededFuture(loaded.get().made())
        : Future.failedFuture("no such key");
  }
}
