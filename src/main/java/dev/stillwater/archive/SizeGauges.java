package dev.stillwater.archive;

import dev.stillwater.database.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much hot log and archive hold. The database is asked by a timer, never by a scrape, which
 * tells what was last known: also where the database is away.
 */
public final class SizeGauges extends VerticleBase {

  private static final Logger log = LoggerFactory.getLogger(SizeGauges.class);
  private static final long EVERY_MILLIS = 30_000;

  private final MeterRegistry meters;
  private final Database database;
  private final SizeStore store = new SizeStore();
  private volatile Map<Table, Size> known = Map.of();

  public SizeGauges(MeterRegistry meters, Database database) {
    this.meters = meters;
    this.database = database;
  }

  @Override
  public Future<?> start() {
    gauges(Table.EVENT_LOG, "hot");
    gauges(Table.STREAM_ARCHIVE, "archive");
    look();
    vertx.setPeriodic(EVERY_MILLIS, tick -> look());
    return Future.succeededFuture();
  }

  private void gauges(Table table, String name) {
    gauge("stillwater.events.stored", table, Size::events)
        .description("Events in hot log and archive, as the database estimates them")
        .tag("tier", name)
        .register(meters);
    gauge("stillwater.events.stored.size", table, Size::bytes)
        .description("What hot log and archive take on disk, with indexes")
        .tag("tier", name)
        .baseUnit("bytes")
        .register(meters);
  }

  private Gauge.Builder<?> gauge(String name, Table table, ToDoubleFunction<Size> value) {
    return Gauge.builder(
        name,
        () -> Optional.ofNullable(known.get(table)).map(value::applyAsDouble).orElse(Double.NaN));
  }

  private void look() {
    Map<Table, Size> seen = new EnumMap<>(Table.class);
    database
        // beside requests: it may have to wait for a lock
        .upkeep(
            client ->
                store
                    .size(client, Table.EVENT_LOG)
                    .onSuccess(size -> seen.put(Table.EVENT_LOG, size))
                    .compose(v -> store.size(client, Table.STREAM_ARCHIVE))
                    .onSuccess(size -> seen.put(Table.STREAM_ARCHIVE, size)))
        .onSuccess(v -> known = seen)
        .onFailure(e -> log.debug("sizes are not known anew", e));
  }
}
