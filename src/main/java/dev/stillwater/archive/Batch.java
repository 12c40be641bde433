package dev.stillwater.archive;

import java.util.List;

/**
 * The events to move in one transaction.
 *
 * @param after exclusive
 * @param last inclusive
 * @param buckets which months they fall into, see {@link Edges}
 */
record Batch(EventKey after, EventKey last, List<Integer> buckets) {

  Batch {
    buckets = List.copyOf(buckets);
  }
}
