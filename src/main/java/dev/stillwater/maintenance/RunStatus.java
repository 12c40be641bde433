package dev.stillwater.maintenance;

/** How far a run has come. */
public enum RunStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED
}
