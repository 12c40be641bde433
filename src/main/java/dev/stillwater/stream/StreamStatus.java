package dev.stillwater.stream;

import dev.stillwater.bus.Request;
import java.util.Optional;

/** The status of a stream: any text of 1 to 512 code points without NUL. */
public final class StreamStatus {

  private StreamStatus() {}

  /** The status that what a request asks for must have; empty: any. */
  public static Optional<String> of(Request request) {
    return request.text("status").map(status -> ShortText.check("status", status));
  }
}
