package dev.stillwater.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** New ids, unlike any other; not secrets. */
final class Ids {

  private Ids() {}

  /** One of 16 hexadecimal digits, not all of them 0. */
  static String ofSixteen() {
    return HexFormat.of().toHexDigits(notZero());
  }

  /** One of 32 hexadecimal digits, not all of them 0. */
  static String ofThirtyTwo() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(notZero()) + hex.toHexDigits(notZero());
  }

  private static long notZero() {
    return ThreadLocalRandom.current().nextLong() | 1;
  }
}
