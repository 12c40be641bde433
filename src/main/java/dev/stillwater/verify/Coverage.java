package dev.stillwater.verify;

import dev.stillwater.json.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the partitions of a table take what they should. Pure.
 *
 * @param partitions by their upper bounds, those without one last
 * @param mayHaveGaps the archive has months as they are needed, the log has all
 */
record Coverage(String table, List<Bounds> partitions, boolean mayHaveGaps) {

  /** What is wrong, each a sentence. */
  Stream<String> violations() {
    return Stream.of(landing().stream(), endless(), seams()).flatMap(sentences -> sentences);
  }

  private Optional<String> landing() {
    boolean landing = !partitions.isEmpty() && partitions.get(0).lower().isEmpty();
    return landing
        ? Optional.empty()
        : Optional.of(table + " has no landing partition below its months");
  }

  private Stream<String> endless() {
    return partitions.stream()
        .filter(partition -> partition.upper().isEmpty())
        .map(partition -> partition.name() + " of " + table + " is DEFAULT or has no upper bound");
  }

  private Stream<String> seams() {
    List<Bounds> bounded = partitions.stream().filter(p -> p.upper().isPresent()).toList();
    return IntStream.range(1, bounded.size())
        .mapToObj(i -> seam(bounded.get(i - 1), bounded.get(i)))
        .flatMap(Optional::stream);
  }

  private Optional<String> seam(Bounds before, Bounds after) {
    Instant end = before.upper().orElseThrow();
    Instant start = after.lower().orElse(Instant.MIN);
    if (start.isBefore(end)) {
      return Optional.of(
          "%s and %s of %s overlap before %s"
              .formatted(before.name(), after.name(), table, Timestamps.format(end)));
    }
    return start.equals(end) || mayHaveGaps
        ? Optional.empty()
        : Optional.of(
            "%s has a gap from %s to %s: no partition takes what occurs between %s and %s"
                .formatted(
                    table,
                    Timestamps.format(end),
                    Timestamps.format(start),
                    before.name(),
                    after.name()));
  }
}
