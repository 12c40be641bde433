package dev.stillwater.snapshot;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Call;
import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.database.Database;
import dev.stillwater.json.MediaType;
import dev.stillwater.stream.StreamCursor;
import io.vertx.core.Future;

/** Reads one month over all streams, as a list or as lines. */
final class MonthService {

  private final Database database;
  private final EndedMonths ended;
  private final MonthStore months = new MonthStore();

  MonthService(Database database, EndedMonths ended) {
    this.database = database;
    this.ended = ended;
  }

  Future<Reply> month(Call call) {
    Request request = Request.of(call.body());
    return MediaType.NDJSON.equals(call.header(Addresses.ACCEPT))
        ? export(ExportQuery.of(request))
        : page(MonthQuery.of(request));
  }

  private Future<Reply> page(MonthQuery query) {
    return database
        .readPage(client -> months.page(client, query))
        .map(
            found ->
                SnapshotService.page(
                    "month",
                    MonthLabel.format(query.month()),
                    Page.of(found, query.limit()),
                    snapshot -> cursor(snapshot.streamId()),
                    ended.policy(query.month())));
  }

  private Future<Reply> export(ExportQuery query) {
    return database
        .readPage(client -> months.export(client, query))
        .map(lines -> piece(lines, ended.policy(query.month())));
  }

  private static Reply piece(SnapshotLines lines, CachePolicy policy) {
    Reply reply =
        Reply.ok(lines.toBuffer())
            .with(Addresses.CONTENT_TYPE, MediaType.NDJSON)
            .with(Reply.CACHE_CONTROL, policy.cacheControl());
    return lines.last().map(last -> reply.with(Addresses.NEXT, cursor(last))).orElse(reply);
  }

  private static String cursor(String last) {
    return new StreamCursor(last).encode();
  }
}
