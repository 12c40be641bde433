package dev.stillwater.client;

import io.vertx.core.json.JsonObject;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A page of a month's snapshots, by stream id in the order of code points.
 *
 * @param status that the stream had; empty: any
 */
public record MonthRequest(
    YearMonth month, Optional<String> status, int limit, Optional<String> cursor) {

  public MonthRequest {
    Checks.month("month", month);
    status.ifPresent(text -> Checks.text("status", text));
    Checks.limit(limit);
  }

  /** All snapshots of a month. */
  public static MonthRequest of(YearMonth month) {
    return new MonthRequest(month, Optional.empty(), Checks.DEFAULT_LIMIT, Optional.empty());
  }

  public MonthRequest status(String text) {
    return new MonthRequest(month, Optional.of(text), limit, cursor);
  }

  public MonthRequest limit(int most) {
    return new MonthRequest(month, status, most, cursor);
  }

  public MonthRequest cursor(Optional<String> next) {
    return new MonthRequest(month, status, limit, next);
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject().put("month", month.toString()).put("limit", limit);
    status.ifPresent(text -> request.put("status", text));
    cursor.ifPresent(text -> request.put("cursor", text));
    return request;
  }
}
