package dev.stillwater.snapshot;

import dev.stillwater.bus.Reply;
import dev.stillwater.bus.Request;
import dev.stillwater.database.Database;
import dev.stillwater.json.JsonBody;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Tells how a number in a stream's state went over the months. */
final class TrendService {

  private final Database database;
  private final EndedMonths ended;
  private final TrendStore trends = new TrendStore();

  TrendService(Database database, EndedMonths ended) {
    this.database = database;
    this.ended = ended;
  }

  Future<Reply> trend(Request request) {
    TrendQuery query = TrendQuery.of(request);
    return database
        .readPage(client -> trends.trend(client, query))
        .map(points -> Reply.ok(compose(query, points), ended.policy(query.to())));
  }

  private static Buffer compose(TrendQuery query, List<TrendPoint> points) {
    return JsonBody.of(
        json -> {
          json.writeStartObject();
          json.writeStringField("streamId", query.streamId());
          json.writeStringField("field", query.field().text());
          json.writeArrayFieldStart("points");
          for (TrendPoint point : points) {
            point.write(json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
