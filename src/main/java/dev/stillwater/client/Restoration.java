package dev.stillwater.client;

import java.io.IOException;
import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * A month that is brought back to the hot log, to stay there until it is released.
 *
 * @param done whether it is there; else its run is still going
 * @param eventsRestored by its run, where it has ended
 * @param runId empty where the month was there already
 */
public record Restoration(YearMonth month, boolean done, long eventsRestored, OptionalLong runId) {

  static Restoration held(Answer answer) throws IOException {
    return new Restoration(
        answer.month("month"),
        true,
        answer.number("eventsRestored"),
        answer.optionalNumber("runId"));
  }

  static Restoration going(Answer run) throws IOException {
    return new Restoration(run.month("month"), false, 0, OptionalLong.of(run.number("runId")));
  }
}
