package dev.stillwater.client;

import dev.stillwater.bus.Addresses;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.YearMonth;

/** Streams as captured month by month. */
public final class SnapshotsClient {

  private final BusClient bus;

  SnapshotsClient(BusClient bus) {
    this.bus = bus;
  }

  /** The snapshot of a month; fails with 404 where there is none. */
  public Future<Snapshot> get(String streamId, YearMonth month) {
    JsonObject request = of(streamId).put("month", label("month", month));
    return bus.ask(Addresses.SNAPSHOTS_GET, request, Snapshot::of);
  }

  /** The snapshots of a stream. */
  public Future<Page<Snapshot>> list(SnapshotRequest request) {
    return bus.ask(Addresses.SNAPSHOTS_LIST, request.toJson(), Page.of("snapshots", Snapshot::of));
  }

  /** The snapshots of a month over all streams. */
  public Future<Page<Snapshot>> ofMonth(MonthRequest request) {
    return bus.ask(Addresses.SNAPSHOTS_MONTH, request.toJson(), Page.of("snapshots", Snapshot::of));
  }

  public Future<Trend> trend(TrendRequest request) {
    return bus.ask(Addresses.SNAPSHOTS_TREND, request.toJson(), Trend::of);
  }

  /** What changed between two months, in any order; fails with 404 where one has no snapshot. */
  public Future<Diff> diff(String streamId, YearMonth from, YearMonth to) {
    JsonObject request = of(streamId).put("from", label("from", from)).put("to", label("to", to));
    return bus.ask(Addresses.SNAPSHOTS_DIFF, request, Diff::of);
  }

  private static JsonObject of(String streamId) {
    return new JsonObject().put("streamId", Checks.text("streamId", streamId));
  }

  private static String label(String field, YearMonth month) {
    Checks.month(field, month);
    return month.toString();
  }
}
