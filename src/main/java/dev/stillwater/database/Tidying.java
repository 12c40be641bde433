package dev.stillwater.database;

/** How sessions that tidy up are known, to be ended by whoever is held up by them. */
public final class Tidying {

  public static final String SESSION_NAME = "stillwater tidying";

  private Tidying() {}
}
