package dev.stillwater.client;

import java.io.IOException;

/**
 * What a run has just done.
 *
 * @param id the run's and a number that grows within it: {@code 42-17}
 */
public record RunEvent(String id, Type type, Run run) {

  /** What there is to tell. */
  public enum Type {
    STARTED,
    PROGRESS,
    FINISHED
  }

  static RunEvent of(Answer answer) throws IOException {
    return new RunEvent(
        answer.text("id"), answer.oneOf("type", Type.class), answer.object("run", Run::of));
  }
}
