package dev.stillwater.archive;

import dev.stillwater.calendar.MonthBounds;
import dev.stillwater.calendar.MonthCalendar;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeSet;

/**
 * Where the archive's partitions for a partition of the log begin and end, those included that are
 * yet to be made. What lies between two edges is in one partition of the archive, or in none: where
 * an existing one does not follow the calendar (its time-zone rules have changed since), its own
 * bounds count.
 */
final class Edges {

  private final MonthCalendar calendar;
  private final List<Instant> edges;

  private Edges(MonthCalendar calendar, List<Instant> edges) {
    this.calendar = calendar;
    this.edges = edges;
  }

  /**
   * Finds the edges.
   *
   * @param archive its partitions, oldest first; the first one takes all that is older than the
   *     rest
   */
  static Edges of(Partition source, List<Partition> archive, MonthCalendar calendar) {
    Instant floor = archive.get(0).upper();
    TreeSet<Instant> edges = new TreeSet<>();
    if (source.lower().isEmpty()) {
      YearMonth end = calendar.monthOf(source.upper());
      for (YearMonth m = calendar.monthOf(floor); !m.isAfter(end); m = m.plusMonths(1)) {
        edges.add(calendar.startOf(m));
      }
    }
    edges.removeIf(edge -> archive.stream().anyMatch(partition -> partition.holds(edge)));
    archive.forEach(partition -> edges.add(partition.upper()));
    archive.forEach(partition -> edges.add(partition.start()));
    source.lower().ifPresent(edges::add);
    edges.removeIf(edge -> edge.isBefore(floor) || !edge.isBefore(source.upper()));
    edges.add(source.upper());
    return new Edges(calendar, List.copyOf(edges));
  }

  List<Instant> instants() {
    return edges;
  }

  /**
   * The month between two edges.
   *
   * @param number from 1, as PostgreSQL numbers the buckets between thresholds; 0 is below them all
   */
  MonthBounds bucket(int number) {
    Instant lower = edges.get(number - 1);
    return new MonthBounds(calendar.monthStartingAt(lower), lower, edges.get(number));
  }
}
