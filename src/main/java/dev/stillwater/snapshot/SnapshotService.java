package dev.stillwater.snapshot;

import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.database.Database;
import dev.stillwater.json.JsonBody;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.stream.StreamId;
import io.vertx.core.Future;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;

/** Reads snapshots. */
final class SnapshotService {

  private final Database database;
  private final SnapshotStore snapshots = new SnapshotStore();

  SnapshotService(Database database) {
    this.database = database;
  }

  Future<Reply> get(Request request) {
    String streamId = StreamId.of(request);
    YearMonth month = request.requiredMonth("month");
    request.end();
    return database
        .read(client -> snapshots.get(client, streamId, month))
        .map(SnapshotService::single);
  }

  private static Reply single(List<Snapshot> found) {
    if (found.isEmpty()) {
      throw ProblemException.of(ProblemKind.NOT_FOUND, "this stream has no snapshot of this month");
    }
    return Reply.ok(JsonBody.of(found.get(0)::write));
  }

  Future<Reply> list(Request request) {
    SnapshotQuery query = SnapshotQuery.of(request);
    return database
        .read(client -> snapshots.list(client, query))
        .map(
            found ->
                page(
                    "streamId",
                    query.streamId(),
                    Page.of(found, query.limit()),
                    snapshot -> MonthLabel.format(snapshot.month())));
  }

  /** A list of snapshots, under a member that all of them share. */
  static Reply page(
      String name, String value, Page<Snapshot> page, Function<Snapshot, String> next) {
    return Reply.ok(
        JsonBody.of(
            json -> {
              json.writeStartObject();
              json.writeStringField(name, value);
              page.write(json, "snapshots", Snapshot::write, next);
              json.writeEndObject();
            }));
  }
}
