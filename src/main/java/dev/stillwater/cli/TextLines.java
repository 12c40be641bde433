package dev.stillwater.cli;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/** Lines of the log for people. */
public final class TextLines extends PatternLayoutEncoder {

  private static final String LINE =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\"} %-5level %logger{0} - %msg%n";

  public TextLines() {
    setPattern(LINE);
  }
}
