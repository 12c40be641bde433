package dev.stillwater.client;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a run has come. All but the months done are estimates.
 *
 * @param phase {@code SNAPSHOT}, {@code ARCHIVE} or {@code RESTORE}; empty before the first one
 * @param rowsPerSecond streams captured or events moved, lately
 * @param secondsLeft of this phase
 */
public record Progress(
    Optional<String> phase,
    long streamsDone,
    long streamsTotal,
    long monthsDone,
    long monthsTotal,
    OptionalLong rowsPerSecond,
    OptionalLong secondsLeft) {

  static Progress of(Answer answer) throws IOException {
    return new Progress(
        answer.optionalText("phase"),
        answer.number("streamsDone"),
        answer.number("streamsTotal"),
        answer.number("monthsDone"),
        answer.number("monthsTotal"),
        answer.optionalNumber("rowsPerSecond"),
        answer.optionalNumber("secondsLeft"));
  }
}
