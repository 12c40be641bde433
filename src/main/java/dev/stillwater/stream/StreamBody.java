package dev.stillwater.stream;

import dev.stillwater.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/**
 * What a stream is set to. Immutable.
 *
 * @param status 1 to 512 code points; empty: as it was
 * @param state the JSON text of an object
 */
public record StreamBody(Optional<String> status, String state) {

  /** Validates. */
  public StreamBody {
    status.ifPresent(text -> ShortText.check("status", text));
    if (state == null) {
      throw ProblemException.invalid("state", "a JSON object");
    }
  }

  /**
   * Reads {@code {"status"?, "state"}}.
   *
   * @throws ProblemException of kind INVALID, with line (from 1) and field
   */
  public static StreamBody read(Buffer body) {
    Members members = new Members();
    BodyParser parser =
        new BodyParser(
            new ObjectAssembler(
                BodyShape.OBJECT, Map.of("status", ShortText.EXPECTED), "state", members));
    parser.feed(body);
    parser.end();
    return members.body;
  }

  private static final class Members implements ObjectAssembler.Target {

    private Optional<String> status = Optional.empty();
    private String state;
    private StreamBody body;

    @Override
    public void set(String member, String value) {
      if (member.equals("status")) {
        status = Optional.of(ShortText.check(member, value));
      } else {
        state = value;
      }
    }

    @Override
    public void complete(long line) {
      body = new StreamBody(status, state);
    }
  }
}
