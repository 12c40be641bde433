package dev.stillwater.archive;

/**
 * How much a table holds.
 *
 * @param events estimated
 * @param bytes with indexes
 */
record Size(long events, long bytes) {}
