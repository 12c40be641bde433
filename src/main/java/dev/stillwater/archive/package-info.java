/**
 * Months as partitions: they are created ahead of time, and what is older than the cutoff moves
 * from the hot log into the archive.
 */
package dev.stillwater.archive;
