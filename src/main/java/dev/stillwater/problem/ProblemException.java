package dev.stillwater.problem;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A refusal or failure that its caller is told about. Its message is fit to be shown to clients; it
 * carries no stack trace, for it is an expected outcome. Immutable.
 */
public final class ProblemException extends RuntimeException {

  private final ProblemKind kind;
  private final transient Map<String, Object> members;

  private ProblemException(ProblemKind kind, String detail, Map<String, Object> members) {
    super(detail, null, false, false);
    this.kind = kind;
    // in one order in every process
    this.members = Collections.unmodifiableMap(new TreeMap<>(members));
  }

  /**
   * A bad value from outside.
   *
   * @param field the name of the parameter or JSON member at fault
   * @param expected what it should be, to be read after "must be"
   */
  public static ProblemException invalid(String field, String expected) {
    return new ProblemException(
        ProblemKind.INVALID,
        field + " must be " + expected,
        Map.of("field", field, "expected", expected));
  }

  /** A member or parameter that nobody takes. */
  public static ProblemException unknown(String field) {
    return invalid(field, "left out: it is not known here");
  }

  /** A bad value at a line (counted from 1) of a body. */
  public static ProblemException invalidAt(long line, String field, String expected) {
    return new ProblemException(
        ProblemKind.INVALID,
        "line " + line + ": " + field + " must be " + expected,
        Map.of("line", line, "field", field, "expected", expected));
  }

  /** A refusal or failure told in a sentence. */
  public static ProblemException of(ProblemKind kind, String detail) {
    return new ProblemException(kind, detail, Map.of());
  }

  /** A refusal or failure told in a sentence, with further members of the problem details. */
  public static ProblemException of(
      ProblemKind kind, String detail, Map<String, Object> furtherMembers) {
    return new ProblemException(kind, detail, furtherMembers);
  }

  public ProblemKind kind() {
    return kind;
  }

  /**
   * Members of the problem details beside the standard ones, such as {@code field} and {@code
   * line}.
   */
  public Map<String, Object> members() {
    return members;
  }
}
