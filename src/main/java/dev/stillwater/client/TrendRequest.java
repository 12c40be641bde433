package dev.stillwater.client;

import dev.stillwater.bus.Request;
import io.vertx.core.json.JsonObject;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A number in a stream's state over the months.
 *
 * @param field names of members, and positions in arrays from 0, between dots
 * @param from inclusive
 * @param to inclusive
 * @param limit months at the most, the newest ones
 */
public record TrendRequest(
    String streamId, String field, Optional<YearMonth> from, Optional<YearMonth> to, int limit) {

  public TrendRequest {
    Checks.text("streamId", streamId);
    Checks.path("field", field);
    from.ifPresent(month -> Checks.month("from", month));
    to.ifPresent(month -> Checks.month("to", month));
    Checks.limit(limit);
  }

  /** A field over all months. */
  public static TrendRequest of(String streamId, String field) {
    return new TrendRequest(streamId, field, Optional.empty(), Optional.empty(), Request.MAX_LIMIT);
  }

  public TrendRequest from(YearMonth first) {
    return new TrendRequest(streamId, field, Optional.of(first), to, limit);
  }

  public TrendRequest to(YearMonth last) {
    return new TrendRequest(streamId, field, from, Optional.of(last), limit);
  }

  public TrendRequest limit(int most) {
    return new TrendRequest(streamId, field, from, to, most);
  }

  JsonObject toJson() {
    JsonObject request =
        new JsonObject().put("streamId", streamId).put("field", field).put("limit", limit);
    from.ifPresent(month -> request.put("from", month.toString()));
    to.ifPresent(month -> request.put("to", month.toString()));
    return request;
  }
}
