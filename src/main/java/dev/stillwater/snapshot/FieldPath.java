package dev.stillwater.snapshot;

import dev.stillwater.bus.Request;
import dev.stillwater.json.StrictJson;
import dev.stillwater.problem.ProblemException;
import java.util.List;

/**
 * Where a field is in a state: names of members, and positions in arrays, separated by dots.
 *
 * @param text as it was given
 */
record FieldPath(String text) {

  private static final int MAX_LENGTH = 1000;
  private static final int MAX_NAMES = 100;
  private static final String EXPECTED =
      "1 to %d names separated by dots, at most %d characters, without NUL"
          .formatted(MAX_NAMES, MAX_LENGTH);

  FieldPath {
    if (text.codePointCount(0, text.length()) > MAX_LENGTH
        || !StrictJson.isClean(text)
        || !areNames(split(text))) {
      throw ProblemException.invalid("field", EXPECTED);
    }
  }

  static FieldPath of(Request request) {
    return new FieldPath(request.required("field"));
  }

  List<String> names() {
    return split(text);
  }

  private static List<String> split(String text) {
    return List.of(text.split("\\.", -1));
  }

  private static boolean areNames(List<String> names) {
    return names.size() <= MAX_NAMES && names.stream().noneMatch(String::isEmpty);
  }
}
