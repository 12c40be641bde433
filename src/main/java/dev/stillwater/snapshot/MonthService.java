package dev.stillwater.snapshot;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.Page;
import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.database.Database;
import dev.stillwater.json.MediaType;
import dev.stillwater.stream.StreamCursor;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;

/** Reads one month over all streams, as a list or as lines. */
final class MonthService {

  private final Database database;
  private final MonthStore months = new MonthStore();

  MonthService(Database database) {
    this.database = database;
  }

  Future<Reply> month(Message<Object> message) {
    Request request = Request.of(message.body());
    return MediaType.NDJSON.equals(message.headers().get(Addresses.ACCEPT))
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
                    snapshot -> cursor(snapshot.streamId())));
  }

  private Future<Reply> export(ExportQuery query) {
    return database.readPage(client -> months.export(client, query)).map(MonthService::piece);
  }

  private static Reply piece(SnapshotLines lines) {
    Reply reply = Reply.ok(lines.toBuffer()).with(Addresses.CONTENT_TYPE, MediaType.NDJSON);
    return lines.last().map(last -> reply.with(Addresses.NEXT, cursor(last))).orElse(reply);
  }

  private static String cursor(String last) {
    return new StreamCursor(last).encode();
  }
}
