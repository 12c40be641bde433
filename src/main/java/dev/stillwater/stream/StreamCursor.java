package dev.stillwater.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillwater.bus.Request;
import dev.stillwater.problem.ProblemException;
import java.util.Base64;
import java.util.Optional;

/** A place in a list that is ordered by stream id: a page starts after it. Immutable. */
public record StreamCursor(String streamId) {

  // another one than that of an EventCursor
  private static final String VERSION = "\u0002";

  public StreamCursor {
    if (!ShortText.isKeptBy(streamId)) {
      throw new IllegalArgumentException("no stream id: " + streamId);
    }
  }

  /** The id after which the page starts that a request asks for; before the first one: empty. */
  public static String after(Request request) {
    return request.text("cursor").map(text -> decode(text).streamId).orElse("");
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws ProblemException if the text is anything else
   */
  public static StreamCursor decode(String text) {
    // one spelling only, which holds version, padding, unused bits and UTF-8
    return read(text)
        .filter(cursor -> cursor.encode().equals(text))
        .orElseThrow(() -> ProblemException.invalid("cursor", "a cursor that was given as next"));
  }

  private static Optional<StreamCursor> read(String text) {
    try {
      String decoded = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      return Optional.of(new StreamCursor(decoded.isEmpty() ? "" : decoded.substring(1)));
    } catch (IllegalArgumentException notOneOfOurs) {
      return Optional.empty();
    }
  }

  /** The cursor as an opaque text that can stand in a URL. */
  public String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((VERSION + streamId).getBytes(UTF_8));
  }
}
