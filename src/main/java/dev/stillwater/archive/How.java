package dev.stillwater.archive;

/** What archiving does with a partition of the log. */
public enum How {
  /** It changes tables as it is. */
  SWITCH,
  /** Its old events move in bounded batches. */
  BATCHES,
  /** It is old and empty, and goes. */
  DROP,
  /** It is left as it is. */
  STAY
}
