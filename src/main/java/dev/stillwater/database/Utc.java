package dev.stillwater.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;

/** Instants as the PostgreSQL client takes them. */
public final class Utc {

  private Utc() {}

  public static OffsetDateTime of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  public static OffsetDateTime[] of(Collection<Instant> instants) {
    return instants.stream().map(Utc::of).toArray(OffsetDateTime[]::new);
  }
}
