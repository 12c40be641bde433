package dev.stillwater.stream;

import dev.stillwater.bus.Request;
import java.util.Optional;

/**
 * One page of streams, by id in the order of code points.
 *
 * @param prefix what their ids start with
 * @param status empty: any
 * @param after ids strictly after this one
 * @param limit streams on the page
 */
record StreamQuery(String prefix, Optional<String> status, String after, int limit) {

  /** Reads {@code prefix, status, limit, cursor} and refuses all else. */
  static StreamQuery of(Request request) {
    StreamQuery query =
        new StreamQuery(
            prefix(request),
            StreamStatus.of(request),
            StreamCursor.after(request),
            request.limit());
    request.end();
    return query;
  }

  private static String prefix(Request request) {
    return request
        .text("prefix")
        .filter(prefix -> !prefix.isEmpty())
        .map(prefix -> ShortText.check("prefix", prefix))
        .orElse("");
  }
}
