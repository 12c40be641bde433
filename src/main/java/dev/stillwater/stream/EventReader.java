package dev.stillwater.stream;

import dev.stillwater.json.MediaType;
import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads events from a request body as it arrives. {@link #feed} and {@link #end} throw a {@code
 * ProblemException} of kind INVALID at the first fault, with line (from 1) and field; the reader is
 * of no use afterwards. Keeps the events, and nothing else that grows. Not thread-safe.
 */
public final class EventReader {

  private final List<NewEvent> events = new ArrayList<>();
  private final InstantSource clock;
  private final BodyParser parser;
  private long unfinished;

  private EventReader(BodyShape shape, InstantSource clock) {
    this.clock = clock;
    this.parser =
        new BodyParser(new ObjectAssembler(shape, EventDraft.TEXTS, "payload", new Drafts()));
  }

  /** For a media type; a fault of kind UNSUPPORTED_MEDIA_TYPE for any but these two. */
  public static EventReader of(String contentType, InstantSource clock) {
    return switch (MediaType.of(contentType)) {
      case "application/json" -> json(clock);
      case MediaType.NDJSON -> ndjson(clock);
      default ->
          throw ProblemException.of(
              ProblemKind.UNSUPPORTED_MEDIA_TYPE,
              "content-type must be application/json or application/x-ndjson, in UTF-8");
    };
  }

  /** For {@code application/json}: one event, or an array of events, which may be empty. */
  public static EventReader json(InstantSource clock) {
    return new EventReader(BodyShape.OBJECTS, clock);
  }

  /** For {@code application/x-ndjson}: one event per line, blank lines apart; maybe none. */
  public static EventReader ndjson(InstantSource clock) {
    return new EventReader(BodyShape.LINES, clock);
  }

  /** Takes the next part of the body, split from the others anywhere. */
  public void feed(Buffer chunk) {
    int before = events.size();
    parser.feed(chunk);
    unfinished = events.size() == before ? unfinished + chunk.length() : 0;
  }

  /** About how many bytes have come of an event that is not complete. */
  public long unfinished() {
    return unfinished;
  }

  /** How many events have been read so far. */
  public int count() {
    return events.size();
  }

  /** The events in the order of the body, which is complete. */
  public List<NewEvent> end() {
    parser.end();
    return List.copyOf(events);
  }

  private final class Drafts implements ObjectAssembler.Target {

    private EventDraft draft = new EventDraft();

    @Override
    public void set(String member, String value) {
      draft.set(member, value);
    }

    @Override
    public void complete(long line) {
      events.add(draft.complete(clock, line));
      draft = new EventDraft();
    }
  }
}
