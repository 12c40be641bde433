package dev.stillwater.maintenance;

/** What a run is for. */
public enum RunKind {
  /** Captures all streams, then archives. */
  FULL,
  /** Brings a month back from the archive. */
  RESTORE
}
