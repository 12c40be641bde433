package dev.stillwater.client;

import java.util.Locale;

/** A phase of maintenance that can run alone. */
public enum Phase {
  SNAPSHOT,
  ARCHIVE;

  String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }
}
