package dev.stillwater.http;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The id of a published event: its run and its place in it, written {@code 42-17}. */
record RunEventId(long runId, long sequence) implements Comparable<RunEventId> {

  /** Comes before all others. */
  static final RunEventId NONE = new RunEventId(0, 0);

  private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})");
  private static final Comparator<RunEventId> ORDER =
      Comparator.comparingLong(RunEventId::runId).thenComparingLong(RunEventId::sequence);

  /** The id that a text stands for, if it is one. */
  static Optional<RunEventId> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new RunEventId(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(RunEventId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return runId + "-" + sequence;
  }
}
