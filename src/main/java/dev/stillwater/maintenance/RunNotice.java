package dev.stillwater.maintenance;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the database tells of a run.
 *
 * @param sequence counts what was told of this run
 */
record RunNotice(Type type, long runId, long sequence) {

  enum Type {
    STARTED,
    PROGRESS,
    FINISHED
  }

  private static final Pattern FORM =
      Pattern.compile("(STARTED|PROGRESS|FINISHED) (\\d{1,18}) (\\d{1,18})");

  /** Reads a notice; empty where it is about something else. */
  static Optional<RunNotice> parse(String notice) {
    Matcher matcher = FORM.matcher(notice);
    return matcher.matches()
        ? Optional.of(
            new RunNotice(
                Type.valueOf(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** Of all notices about runs those that come later have the greater id, part by part. */
  String id() {
    return runId + "-" + sequence;
  }
}
