package dev.stillwater.access;

import io.vertx.core.json.JsonArray;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The claims of tokens. */
final class Claims {

  private Claims() {}

  /**
   * The role of most rights in a claim: a name, several parted by spaces as in {@code scope}, or an
   * array of names; others are passed over.
   */
  static Optional<Role> role(Object claim) {
    return names(claim).flatMap(name -> Role.of(name).stream()).max(Comparator.naturalOrder());
  }

  private static Stream<String> names(Object claim) {
    if (claim instanceof JsonArray names) {
      return names.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return claim instanceof String names ? Stream.of(names.split(" ")) : Stream.empty();
  }
}
