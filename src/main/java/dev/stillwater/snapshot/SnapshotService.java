package dev.stillwater.snapshot;

import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.database.Database;
import dev.stillwater.database.PipelinedReads;
import dev.stillwater.json.ObjectText;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import dev.stillwater.stream.StreamId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;

/** Reads snapshots. */
final class SnapshotService {

  private static final int FRAME = 1024;

  private final PipelinedReads<SnapshotKey, List<Snapshot>> points;
  private final PipelinedReads<SnapshotQuery, List<Snapshot>> lists;
  private final EndedMonths ended;
  private final SnapshotCache cache;

  SnapshotService(Database database, EndedMonths ended, SnapshotCache cache) {
    SnapshotStore snapshots = new SnapshotStore();
    this.points = database.pipelined(snapshots::get);
    // apart, for they may be long
    this.lists = database.pipelined(snapshots::list);
    this.ended = ended;
    this.cache = cache;
  }

  Future<Reply> get(Request request) {
    String streamId = StreamId.of(request);
    YearMonth month = request.requiredMonth("month");
    request.end();
    return ended.contains(month)
        ? cache.get(streamId, month, () -> read(streamId, month, CachePolicy.IMMUTABLE))
        : read(streamId, month, CachePolicy.REVALIDATED);
  }

  private Future<Reply> read(String streamId, YearMonth month, CachePolicy policy) {
    return points.read(new SnapshotKey(streamId, month)).map(found -> single(found, policy));
  }

  private static Reply single(List<Snapshot> found, CachePolicy policy) {
    if (found.isEmpty()) {
      throw ProblemException.of(ProblemKind.NOT_FOUND, "this stream has no snapshot of this month");
    }
    return Reply.ok(found.get(0).toJson(), policy);
  }

  Future<Reply> list(Request request) {
    SnapshotQuery query = SnapshotQuery.of(request);
    return lists
        .read(query)
        .map(
            found ->
                page(
                    "streamId",
                    query.streamId(),
                    Page.of(found, query.limit()),
                    snapshot -> MonthLabel.format(snapshot.month()),
                    ended.policy(query.before().minusMonths(1))));
  }

  /** A list of snapshots, under a member that all of them share. */
  static Reply page(
      String name,
      String value,
      Page<Snapshot> page,
      Function<Snapshot, String> next,
      CachePolicy policy) {
    // known before, or else most of it would be copied twice while it grows
    int size = FRAME + page.items().stream().mapToInt(Snapshot::size).sum();
    ObjectText json =
        new ObjectText(size).text(name, value).list("snapshots", page.items(), Snapshot::write);
    page.last().ifPresent(last -> json.plain("next", next.apply(last)));
    return Reply.ok(Buffer.buffer(json.end().toString()), policy);
  }
}
