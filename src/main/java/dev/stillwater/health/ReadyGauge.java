package dev.stillwater.health;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;

/** Readiness as a metric. It is looked at by a timer, for no scrape is to wait for a database. */
public final class ReadyGauge extends VerticleBase {

  private static final long EVERY_MILLIS = 5_000;

  private final MeterRegistry meters;
  private final Supplier<Future<Readiness>> readiness;
  private volatile double ready = Double.NaN;

  public ReadyGauge(MeterRegistry meters, Supplier<Future<Readiness>> readiness) {
    this.meters = meters;
    this.readiness = readiness;
  }

  @Override
  public Future<?> start() {
    Gauge.builder("stillwater.ready", () -> ready)
        .description("1 while requests can be answered, as /health/ready tells")
        .register(meters);
    look();
    vertx.setPeriodic(EVERY_MILLIS, tick -> look());
    return Future.succeededFuture();
  }

  private void look() {
    readiness.get().onSuccess(found -> ready = found.isReady() ? 1 : 0).onFailure(e -> ready = 0);
  }
}
