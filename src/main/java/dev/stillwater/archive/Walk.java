package dev.stillwater.archive;

import java.time.Instant;

/**
 * A way through the events of one partition of the log, in the order of their keys, so that each
 * batch starts where the last one ended and none is looked for twice.
 *
 * @param from inclusive
 * @param to exclusive: the end of the partition or the cutoff
 */
record Walk(Instant from, Instant to, Edges edges) {}
