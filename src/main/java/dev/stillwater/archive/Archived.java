package dev.stillwater.archive;

import java.time.Instant;

/**
 * A month that has changed tables in a run.
 *
 * @param month as it was in the log
 * @param name of its partition in the archive
 * @param archivedAt of all its events
 * @param estimated how many events it was taken for; 0 where they were counted
 */
public record Archived(String name, Partition month, Instant archivedAt, long estimated) {}
