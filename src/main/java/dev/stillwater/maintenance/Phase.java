package dev.stillwater.maintenance;

/** What a run is at. */
public enum Phase {
  SNAPSHOT,
  ARCHIVE,
  RESTORE
}
