package dev.stillwater.client;

import java.io.IOException;

/**
 * What became of events that were appended.
 *
 * @param duplicates how many were there already
 */
public record Appended(long accepted, long duplicates) {

  static Appended of(Answer answer) throws IOException {
    return new Appended(answer.number("accepted"), answer.number("duplicates"));
  }
}
