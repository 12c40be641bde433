package dev.stillwater.snapshot;

import dev.stillwater.bus.Request;
import dev.stillwater.stream.StreamCursor;
import dev.stillwater.stream.StreamStatus;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A piece of a month's export, by stream id.
 *
 * @param status empty: any
 * @param after stream ids strictly after this one
 */
record ExportQuery(YearMonth month, Optional<String> status, String after) {

  /** The most snapshots of a piece. */
  static final long MAX_SNAPSHOTS = 2000;

  /** A piece ends with the snapshot whose state reaches this. */
  static final long MAX_BYTES = 512 * 1024;

  /** Reads {@code month, status, cursor} and refuses all else. */
  static ExportQuery of(Request request) {
    ExportQuery query =
        new ExportQuery(
            request.requiredMonth("month"), StreamStatus.of(request), StreamCursor.after(request));
    request.end();
    return query;
  }
}
