package dev.stillwater.client;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * A phase of a run, and when it was.
 *
 * @param phase {@code SNAPSHOT}, {@code ARCHIVE} or {@code RESTORE}
 * @param finishedAt empty while it is going, and where the run ended amid it
 */
public record RunPhase(String phase, Instant startedAt, Optional<Instant> finishedAt) {

  static RunPhase of(Answer answer) throws IOException {
    return new RunPhase(
        answer.text("phase"), answer.time("startedAt"), answer.optionalTime("finishedAt"));
  }
}
