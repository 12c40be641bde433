package dev.stillwater.maintenance;

import java.util.List;
import java.util.Optional;

/** What a run is for. */
public enum RunKind {
  /** Captures all streams, then archives. */
  FULL(Phase.SNAPSHOT, Phase.ARCHIVE),
  /** Captures all streams. */
  SNAPSHOT(Phase.SNAPSHOT),
  /** Archives. */
  ARCHIVE(Phase.ARCHIVE),
  /** Brings a month back from the archive. */
  RESTORE(Phase.RESTORE);

  private final List<Phase> phases;

  RunKind(Phase... phases) {
    this.phases = List.of(phases);
  }

  /** The kind of run that is one phase alone, named as requests do. */
  public static Optional<RunKind> ofPhase(String phase) {
    return switch (phase) {
      case "snapshot" -> Optional.of(SNAPSHOT);
      case "archive" -> Optional.of(ARCHIVE);
      default -> Optional.empty();
    };
  }

  /** What it does, in this order. */
  List<Phase> phases() {
    return phases;
  }

  boolean captures() {
    return phases.contains(Phase.SNAPSHOT);
  }

  boolean archives() {
    return phases.contains(Phase.ARCHIVE);
  }
}
