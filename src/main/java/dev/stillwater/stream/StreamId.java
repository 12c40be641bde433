package dev.stillwater.stream;

import dev.stillwater.bus.Request;

/** The id of a stream: any text of 1 to 512 code points without NUL. */
public final class StreamId {

  private StreamId() {}

  /** The stream that a request is about. */
  public static String of(Request request) {
    return ShortText.check("streamId", request.required("streamId"));
  }
}
