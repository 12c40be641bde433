package dev.stillwater.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as the header {@code traceparent} of W3C's Trace Context tells it.
 *
 * @param traceId 32 hexadecimal digits, the same all along the trace
 * @param parentId 16 hexadecimal digits, of the step that asks
 * @param sampled whether the asker records it
 */
public record TraceParent(String traceId, String parentId, boolean sampled) {

  // what a later version has added is not known here, but where it begins
  private static final Pattern HEADER =
      Pattern.compile(
          "(?!ff)(?:00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})"
              + "|(?!00)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?)",
          Pattern.DOTALL);

  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern PARENT_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  public TraceParent {
    if (!isValid(traceId, parentId)) {
      throw new IllegalArgumentException("ids are hexadecimal digits, not all of them 0");
    }
  }

  private static boolean isValid(String traceId, String parentId) {
    return TRACE_ID.matcher(traceId).matches() && PARENT_ID.matcher(parentId).matches();
  }

  /** Reads the header; empty where it is none. */
  static Optional<TraceParent> parse(String header) {
    Matcher given = HEADER.matcher(header);
    if (!given.matches()) {
      return Optional.empty();
    }
    int first = given.group(1) != null ? 1 : 4;
    String traceId = given.group(first);
    String parentId = given.group(first + 1);
    boolean sampled = (Integer.parseInt(given.group(first + 2), 16) & 1) == 1;
    return isValid(traceId, parentId)
        ? Optional.of(new TraceParent(traceId, parentId, sampled))
        : Optional.empty();
  }

  /** The next step of the same trace. */
  TraceParent next() {
    return new TraceParent(traceId, Ids.ofSixteen(), sampled);
  }

  /** The header, in the version that is known here. */
  @Override
  public String toString() {
    return "00-" + traceId + "-" + parentId + (sampled ? "-01" : "-00");
  }
}
