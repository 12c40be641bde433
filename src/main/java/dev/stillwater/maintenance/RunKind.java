package dev.stillwater.maintenance;

import java.util.Optional;

/** What a run is for. */
public enum RunKind {
  /** Captures all streams, then archives. */
  FULL,
  /** Captures all streams. */
  SNAPSHOT,
  /** Archives. */
  ARCHIVE,
  /** Brings a month back from the archive. */
  RESTORE;

  /** The kind of run that is one phase alone, named as requests do. */
  public static Optional<RunKind> ofPhase(String phase) {
    return switch (phase) {
      case "snapshot" -> Optional.of(SNAPSHOT);
      case "archive" -> Optional.of(ARCHIVE);
      default -> Optional.empty();
    };
  }

  boolean captures() {
    return this == FULL || this == SNAPSHOT;
  }

  boolean archives() {
    return this == FULL || this == ARCHIVE;
  }
}
