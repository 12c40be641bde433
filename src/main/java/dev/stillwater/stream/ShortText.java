package dev.stillwater.stream;

import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;

/** The rule that stream ids, event types and statuses keep. */
final class ShortText {

  /** What {@link #check} takes, to be read after "must be". */
  static final String EXPECTED = "a text of 1 to 512 characters without NUL";

  private static final int MAX_CODE_POINTS = 512;

  private ShortText() {}

  /**
   * Passes on a text that keeps the rule.
   *
   * @param field where it came from
   * @throws ProblemException if it is null, empty, too long, or has NUL or lone surrogates
   */
  static String check(String field, String text) {
    if (!isKeptBy(text)) {
      throw ProblemException.invalid(field, EXPECTED);
    }
    return text;
  }

  static boolean isKeptBy(String text) {
    return text != null
        && !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
        && StrictJson.isClean(text);
  }
}
