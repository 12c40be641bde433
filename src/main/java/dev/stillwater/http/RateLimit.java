package dev.stillwater.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stillwater.access.Callers;
import dev.stillwater.config.LimitSettings;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Bounds how often one caller may ask, on whichever event loop. Thread-safe. */
final class RateLimit implements Handler<RoutingContext> {

  // who is forgotten begins with a full bucket
  private static final int MAX_CALLERS = 100_000;

  private final LimitSettings settings;
  private final Function<RoutingContext, String> caller;
  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets;

  /**
   * By the settings, of which the limit is not 0.
   *
   * @param caller tells whose request it is
   */
  RateLimit(LimitSettings settings, InstantSource clock, Function<RoutingContext, String> caller) {
    this.settings = settings;
    this.caller = caller;
    this.clock = new Meter(clock);
    this.buckets = Caffeine.newBuilder().maximumSize(MAX_CALLERS).executor(Runnable::run).build();
  }

  /** Whose request it is, or for want of a name the address that it comes from. */
  static String caller(RoutingContext ctx) {
    return ctx.user() == null
        ? ctx.request().remoteAddress().hostAddress()
        : "@" + Callers.subject(ctx.user());
  }

  @Override
  public void handle(RoutingContext ctx) {
    ConsumptionProbe probe =
        buckets.get(caller.apply(ctx), unknown -> bucket()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      ctx.response().putHeader(HttpHeaders.RETRY_AFTER, seconds(probe.getNanosToWaitForRefill()));
      throw ProblemException.of(
          ProblemKind.TOO_MANY,
          "at most %d requests a second are answered to one caller"
              .formatted(settings.rateLimit()));
    }
    ctx.next();
  }

  private static String seconds(long nanos) {
    return Long.toString(TimeUnit.NANOSECONDS.toSeconds(nanos) + 1);
  }

  private Bucket bucket() {
    int burst = settings.rateBurst() == 0 ? settings.rateLimit() : settings.rateBurst();
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(
            limit ->
                limit.capacity(burst).refillGreedy(settings.rateLimit(), Duration.ofSeconds(1)))
        .build();
  }

  private record Meter(InstantSource clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
