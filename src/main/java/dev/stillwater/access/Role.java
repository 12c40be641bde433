package dev.stillwater.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do; each may what those before it may. */
public enum Role {
  /** Read streams, events, snapshots and how maintenance goes. */
  READ,
  /** Write streams and events. */
  WRITE,
  /** Start, cancel, pause and resume maintenance, and restore months. */
  OPERATE;

  /** Whether who has this role may what takes another. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** The role of a name, as it is written everywhere outside. */
  public static Optional<Role> of(String name) {
    return Stream.of(values()).filter(role -> role.toString().equals(name)).findFirst();
  }

  /** As it is written everywhere outside: in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
