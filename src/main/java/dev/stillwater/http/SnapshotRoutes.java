package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;

/** Snapshots and archived events over REST. */
final class SnapshotRoutes {

  private static final int MONTH = 4;

  private final Bus bus;
  private final ExportRoute export;

  /**
   * Snapshots.
   *
   * @param exports lets whole months in
   */
  SnapshotRoutes(Bus bus, Admission exports) {
    this.bus = bus;
    this.export = new ExportRoute(bus, exports);
  }

  void mount(Routes routes) {
    // what is asked for most comes first, and has no groups that nobody would read
    routes
        .readMatching(
            "/api/v1/snapshots/[^/]+/\\d{4}-\\d\\d", "/api/v1/snapshots/{streamId}/{month}")
        .handler(this::get);
    routes.readAll("/api/v1/snapshots").handler(export).handler(this::month);
    routes.read("/api/v1/snapshots/:streamId").handler(this::list);
    routes.read("/api/v1/snapshots/:streamId/archive").handler(this::archive);
    routes.read("/api/v1/snapshots/:streamId/trend").handler(this::trend);
    routes.read("/api/v1/snapshots/:streamId/diff").handler(this::diff);
    routes.read("/api/v1/snapshots/:streamId/:month").handler(this::get);
  }

  private void month(RoutingContext ctx) {
    bus.ask(ctx, Addresses.SNAPSHOTS_MONTH, Requests.parameters(ctx));
  }

  private void list(RoutingContext ctx) {
    bus.ask(ctx, Addresses.SNAPSHOTS_LIST, Requests.aboutStream(ctx));
  }

  private void archive(RoutingContext ctx) {
    bus.ask(ctx, Addresses.ARCHIVE_LIST, Requests.aboutStream(ctx));
  }

  private void trend(RoutingContext ctx) {
    bus.ask(ctx, Addresses.SNAPSHOTS_TREND, Requests.aboutStream(ctx));
  }

  private void diff(RoutingContext ctx) {
    bus.ask(ctx, Addresses.SNAPSHOTS_DIFF, Requests.aboutStream(ctx));
  }

  private void get(RoutingContext ctx) {
    var request = Requests.aboutStream(ctx);
    if (request.containsKey("month")) {
      throw ProblemException.invalid("month", "left out: it is in the path");
    }
    bus.ask(ctx, Addresses.SNAPSHOTS_GET, request.put("month", Requests.segment(ctx, MONTH)));
  }
}
