package dev.stillwater.trace;

import java.nio.charset.StandardCharsets;
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
    byte[] digits = new byte[32];
    write(digits, 0, notZero());
    write(digits, 16, notZero());
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  private static void write(byte[] digits, int from, long bits) {
    for (int i = 0; i < 16; i++) {
      digits[from + i] = (byte) Character.forDigit((int) (bits >>> 4 * i) & 15, 16);
    }
  }

  private static long notZero() {
    return ThreadLocalRandom.current().nextLong() | 1;
  }
}
