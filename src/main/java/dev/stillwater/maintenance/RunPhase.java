package dev.stillwater.maintenance;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stillwater.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A phase of a run, and when it was.
 *
 * @param finishedAt empty while it is going, and where the run ended amid it
 */
public record RunPhase(Phase phase, Instant startedAt, Optional<Instant> finishedAt) {

  /**
   * The phases that a run has begun: each ends where the next one begins, the last one where the
   * run succeeds.
   */
  static List<RunPhase> of(RunKind kind, List<Instant> starts, Optional<Instant> succeededAt) {
    return IntStream.range(0, starts.size())
        .mapToObj(
            i ->
                new RunPhase(
                    kind.phases().get(i),
                    starts.get(i),
                    i + 1 < starts.size() ? Optional.of(starts.get(i + 1)) : succeededAt))
        .toList();
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("phase", phase.name());
    json.writeStringField("startedAt", Timestamps.format(startedAt));
    json.writeStringField("finishedAt", finishedAt.map(Timestamps::format).orElse(null));
    json.writeEndObject();
  }
}
