package dev.stillwater.http;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was published of a run.
 *
 * @param name of the event, in lower case
 * @param data the message as JSON, in one line
 */
record RunEvent(RunEventId id, String name, String data) {

  private static final Set<String> TYPES = Set.of("STARTED", "PROGRESS", "FINISHED");

  /** Reads a message of the bus; empty where it has not the form agreed upon. */
  static Optional<RunEvent> of(Object message) {
    return message instanceof JsonObject json
            && json.getValue("id") instanceof String id
            && json.getValue("type") instanceof String type
            && TYPES.contains(type)
            && json.getValue("run") instanceof JsonObject
        ? RunEventId.parse(id)
            .map(parsed -> new RunEvent(parsed, type.toLowerCase(Locale.ROOT), json.encode()))
        : Optional.empty();
  }

  /** The event as it stands in a stream of server-sent events. */
  String text() {
    return "id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n";
  }
}
