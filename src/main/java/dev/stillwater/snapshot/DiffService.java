package dev.stillwater.snapshot;

import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.database.Database;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what changed in a stream between two months. */
final class DiffService {

  private final Vertx vertx;
  private final Database database;
  private final EndedMonths ended;
  private final SnapshotStore snapshots = new SnapshotStore();

  DiffService(Vertx vertx, Database database, EndedMonths ended) {
    this.vertx = vertx;
    this.database = database;
    this.ended = ended;
  }

  Future<Reply> diff(Request request) {
    DiffQuery query = DiffQuery.of(request);
    return database
        .readPage(
            client -> snapshots.normalized(client, query.streamId(), query.from(), query.to()))
        .map(found -> diff(query, found))
        // large states take longer than an event loop may be kept
        .compose(diff -> vertx.executeBlocking(diff::toJson, false))
        .map(body -> Reply.ok(body, ended.policy(query.last())));
  }

  private static SnapshotDiff diff(DiffQuery query, List<Snapshot> found) {
    Map<YearMonth, Snapshot> held =
        found.stream().collect(Collectors.toMap(Snapshot::month, Function.identity()));
    String missing =
        Stream.of(query.from(), query.to())
            .filter(month -> !held.containsKey(month))
            .distinct()
            .map(MonthLabel::format)
            .collect(Collectors.joining(" and of "));
    if (!missing.isEmpty()) {
      throw ProblemException.of(ProblemKind.NOT_FOUND, "this stream has no snapshot of " + missing);
    }
    return new SnapshotDiff(held.get(query.from()), held.get(query.to()));
  }
}
