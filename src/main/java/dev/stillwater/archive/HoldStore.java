package dev.stillwater.archive;

import dev.stillwater.database.Utc;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements on restored months. The caller passes the connection, and owns the transaction.
 */
final class HoldStore {

  private static final String HELD =
      """
      SELECT month, restored_at FROM stillwater.restored_month WHERE released_at IS NULL
      """;

  private static final String HOLD =
      """
      INSERT INTO stillwater.restored_month (month, restored_at) VALUES ($1::date, $2::timestamptz)
      ON CONFLICT (month) DO UPDATE SET released_at = NULL
      """;

  private static final String HOLD_AGAIN =
      """
      UPDATE stillwater.restored_month SET released_at = NULL WHERE month = $1::date
      """;

  private static final String RELEASE =
      """
      UPDATE stillwater.restored_month SET released_at = $2::timestamptz
      WHERE month = $1::date AND released_at IS NULL
      """;

  private static final String FORGET =
      """
      DELETE FROM stillwater.restored_month WHERE month = $1::date AND released_at IS NOT NULL
      """;

  private static final String IS_HELD =
      """
      SELECT EXISTS (SELECT FROM stillwater.restored_month WHERE month = $1::date AND released_at IS NULL) AS held
      """;

  /** The months that are to stay in the log, and since when. */
  Future<Map<YearMonth, Instant>> held(SqlClient client) {
    return client
        .preparedQuery(HELD)
        .execute()
        .map(
            rows -> {
              Map<YearMonth, Instant> held = new HashMap<>();
              for (Row row : rows) {
                held.put(
                    YearMonth.from(row.getLocalDate("month")),
                    row.getOffsetDateTime("restored_at").toInstant());
              }
              return held;
            });
  }

  Future<Void> hold(SqlClient client, YearMonth month, Instant at) {
    return client.preparedQuery(HOLD).execute(Tuple.of(month.atDay(1), Utc.of(at))).mapEmpty();
  }

  /** Holds a month that was restored and not archived since; false where there is none. */
  Future<Boolean> holdAgain(SqlClient client, YearMonth month) {
    return client
        .preparedQuery(HOLD_AGAIN)
        .execute(Tuple.of(month.atDay(1)))
        .map(rows -> rows.rowCount() == 1);
  }

  Future<Void> release(SqlClient client, YearMonth month, Instant at) {
    return client.preparedQuery(RELEASE).execute(Tuple.of(month.atDay(1), Utc.of(at))).mapEmpty();
  }

  /**
   * A month that is archived again is an archived month like all others; answers whether it may be,
   * for it was not held anew meanwhile.
   */
  Future<Boolean> forget(SqlClient client, YearMonth month) {
    return client
        .preparedQuery(FORGET)
        .execute(Tuple.of(month.atDay(1)))
        .compose(v -> client.preparedQuery(IS_HELD).execute(Tuple.of(month.atDay(1))))
        .map(rows -> !rows.iterator().next().getBoolean("held"));
  }
}
