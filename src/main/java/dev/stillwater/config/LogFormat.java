package dev.stillwater.config;

/** How lines of the log are written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** For machines: an object a line. */
  JSON
}
