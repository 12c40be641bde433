package dev.stillwater.bench;

import dev.stillwater.calendar.MonthLabel;
import dev.stillwater.json.Timestamps;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.YearMonth;

/** The statement of the service on a connection of the event loop's own, and the same answer. */
final class BareQuery implements BareServer.BareAnswers {

  private static final String GET =
      """
      SELECT month, status, state::text AS state, captured_at
      FROM stillwater.stream_snapshot
      WHERE stream_id = $1::text AND month = $2::date
      """;

  private static final int STREAM_AT = "/api/v1/snapshots/".length();

  private PgConnection connection;

  @Override
  public Future<?> start(Vertx vertx) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(System.getenv("DATABASE_URL"))
            .setCachePreparedStatements(true)
            .setPipeliningLimit(256)
            .addProperty("plan_cache_mode", "force_generic_plan");
    return PgConnection.connect(vertx, options).onSuccess(up -> connection = up);
  }

  @Override
  public Future<Buffer> answer(String path) {
    int slash = path.indexOf('/', STREAM_AT);
    String streamId = path.substring(STREAM_AT, slash);
    YearMonth month = MonthLabel.parse(path.substring(slash + 1)).orElseThrow();
    return connection
        .preparedQuery(GET)
        .execute(Tuple.of(streamId, month.atDay(1)))
        .map(rows -> body(streamId, rows.iterator().next()));
  }

  private static Buffer body(String streamId, Row row) {
    return Buffer.buffer(
        "{\"streamId\":\""
            + streamId
            + "\",\"month\":\""
            + YearMonth.from(row.getLocalDate(0))
            + "\",\"status\":\""
            + row.getString(1)
            + "\",\"state\":"
            + row.getString(2)
            + ",\"capturedAt\":\""
            + Timestamps.format(row.getOffsetDateTime(3).toInstant())
            + "\"}");
  }
}
