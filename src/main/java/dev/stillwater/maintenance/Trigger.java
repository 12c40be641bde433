package dev.stillwater.maintenance;

/** What set a run going. */
public enum Trigger {
  SCHEDULE,
  CATCH_UP,
  MANUAL,
  EVENT_BUS,
  CLI
}
