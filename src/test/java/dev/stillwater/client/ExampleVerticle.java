package dev.stillwater.client;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.math.BigDecimal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A verticle that lives beside Stillwater: after each run it publishes how a number in the state of
 * one stream has changed since the month before.
 */
public final class ExampleVerticle extends VerticleBase {

  /** Where growth is published, as the text of a number. */
  public static final String GROWTH = "example.growth";

  private static final Logger log = LoggerFactory.getLogger(ExampleVerticle.class);

  private final TrendRequest lastTwoMonths;
  private StillwaterClient stillwater;

  public ExampleVerticle(String streamId, String field) {
    this.lastTwoMonths = TrendRequest.of(streamId, field).limit(2);
  }

  @Override
  public Future<?> start() {
    stillwater = StillwaterClient.create(vertx);
    stillwater.maintenance().onEvent(this::heard);
    return Future.succeededFuture();
  }

  private void heard(RunEvent event) {
    if (event.type() == RunEvent.Type.FINISHED && event.run().status() == Run.Status.SUCCEEDED) {
      stillwater
          .snapshots()
          .trend(lastTwoMonths)
          .onSuccess(trend -> growth(trend).ifPresent(this::publish))
          .onFailure(e -> log.warn("no trend after run {}: {}", event.run().runId(), e.toString()));
    }
  }

  private static Optional<BigDecimal> growth(Trend trend) {
    return trend.points().stream()
        .map(Trend.Point::value)
        .reduce((before, now) -> now.flatMap(n -> before.map(n::subtract)))
        .filter(only -> trend.points().size() == 2)
        .flatMap(growth -> growth);
  }

  private void publish(BigDecimal growth) {
    vertx.eventBus().publish(GROWTH, growth.toPlainString());
  }
}
