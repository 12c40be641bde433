package dev.stillwater.stream;

import dev.stillwater.bus.Request;
import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;

/** The rule for stream ids, which event types and statuses keep as well. */
public final class StreamId {

  /** What {@link #check} takes, to be read after "must be". */
  public static final String EXPECTED = "a text of 1 to 512 characters without NUL";

  private static final int MAX_CODE_POINTS = 512;

  private StreamId() {}

  /** The stream that a request is about. */
  public static String of(Request request) {
    return check("streamId", request.required("streamId"));
  }

  /**
   * Passes on a text that keeps the rule.
   *
   * @param field where it came from
   * @throws ProblemException if it is null, empty, too long, or has NUL or lone surrogates
   */
  public static String check(String field, String text) {
    if (text == null
        || text.isEmpty()
        || text.codePointCount(0, text.length()) > MAX_CODE_POINTS
        || !StrictJson.isClean(text)) {
      throw ProblemException.invalid(field, EXPECTED);
    }
    return text;
  }
}
