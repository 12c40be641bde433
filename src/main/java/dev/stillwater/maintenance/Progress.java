package dev.stillwater.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a run has come. All but the months done are estimates.
 *
 * @param phase empty before the first one
 * @param rowsPerSecond streams captured or events moved, lately
 * @param secondsLeft of this phase
 */
public record Progress(
    Optional<Phase> phase,
    long streamsDone,
    long streamsTotal,
    long monthsDone,
    long monthsTotal,
    OptionalLong rowsPerSecond,
    OptionalLong secondsLeft) {

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", phase.map(Phase::name).orElse(null));
    json.writeNumberField("streamsDone", streamsDone);
    json.writeNumberField("streamsTotal", streamsTotal);
    json.writeNumberField("monthsDone", monthsDone);
    json.writeNumberField("monthsTotal", monthsTotal);
    write(json, "rowsPerSecond", rowsPerSecond);
    write(json, "secondsLeft", secondsLeft);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, OptionalLong value)
      throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.getAsLong());
    } else {
      json.writeNull();
    }
  }
}
