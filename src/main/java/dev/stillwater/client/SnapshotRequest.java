package dev.stillwater.client;

import io.vertx.core.json.JsonObject;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A page of a stream's snapshots, newest month first.
 *
 * @param from inclusive
 * @param to inclusive
 */
public record SnapshotRequest(
    String streamId,
    int limit,
    Optional<String> cursor,
    Optional<YearMonth> from,
    Optional<YearMonth> to) {

  public SnapshotRequest {
    Checks.text("streamId", streamId);
    Checks.limit(limit);
    from.ifPresent(month -> Checks.month("from", month));
    to.ifPresent(month -> Checks.month("to", month));
  }

  /** All snapshots of a stream. */
  public static SnapshotRequest of(String streamId) {
    return new SnapshotRequest(
        streamId, Checks.DEFAULT_LIMIT, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public SnapshotRequest limit(int most) {
    return new SnapshotRequest(streamId, most, cursor, from, to);
  }

  public SnapshotRequest cursor(Optional<String> next) {
    return new SnapshotRequest(streamId, limit, next, from, to);
  }

  public SnapshotRequest from(YearMonth first) {
    return new SnapshotRequest(streamId, limit, cursor, Optional.of(first), to);
  }

  public SnapshotRequest to(YearMonth last) {
    return new SnapshotRequest(streamId, limit, cursor, from, Optional.of(last));
  }

  JsonObject toJson() {
    JsonObject request = new JsonObject().put("streamId", streamId).put("limit", limit);
    cursor.ifPresent(text -> request.put("before", text));
    from.ifPresent(month -> request.put("from", month.toString()));
    to.ifPresent(month -> request.put("to", month.toString()));
    return request;
  }
}
