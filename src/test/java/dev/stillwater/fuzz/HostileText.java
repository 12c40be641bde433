package dev.stillwater.fuzz;

import java.util.List;
import java.util.Random;

/** Texts that have broken things elsewhere. */
final class HostileText {

  private static final String ROCKET = "\ud83d\ude80";
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "+1",
          "1.0",
          "1e3",
          "1001",
          "0x10",
          "٣",
          "99999999999999999999",
          "999999999999999999",
          "9".repeat(5_000),
          "null",
          "true",
          "NaN",
          "{}",
          "[]",
          "2026-02",
          "2026-00",
          "2026-13",
          "0000-01",
          "0000-12",
          "9999-12",
          "10000-01",
          "-2026-02",
          "2026-2",
          "２０２６-02",
          "2026-02-30T00:00:00Z",
          "0000-01-01T00:00:00Z",
          "0001-01-01T00:00:00+23:59",
          "9999-12-31T23:59:59.999999-23:59",
          "9999-12-31T23:59:59.999999Z",
          "2026-02-01T00:00:00.1234567Z",
          "2026-06-30T23:59:60Z",
          "2026-02-01",
          "\u0000",
          "a\u0000b",
          "\u0001\u001f\u007f",
          "\r\nx: y",
          "\u202e\u200b\ufeff",
          "e\u0301",
          "\uffff",
          ROCKET.repeat(512),
          ROCKET.repeat(513),
          "a".repeat(513),
          "a".repeat(4_000),
          "a.b.c",
          ".",
          "..",
          "a..b",
          "a.".repeat(101),
          "../../etc/passwd",
          "' OR '1'='1",
          "'; DROP TABLE stillwater.stream; --",
          "1) UNION SELECT 1 --",
          "$1",
          "%",
          "%25",
          "_",
          "\\",
          "\"",
          "${jndi:ldap://127.0.0.1/a}",
          "<script>alert(1)</script>",
          "AQAGV4JmqUwAcniQ2B0vqPGbI61WjXaPeg",
          "AnBheW1lbnRzLWF1cm9yYQ",
          "====",
          "archive",
          "maintenance");

  private HostileText() {}

  static String any(Random random) {
    return random.nextInt(10) == 0 ? noise(random) : TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private static String noise(Random random) {
    int[] codePoints =
        random
            .ints(1 + random.nextInt(40), 0, 0x110000)
            .filter(c -> c < 0xd800 || c > 0xdfff)
            .toArray();
    return new String(codePoints, 0, codePoints.length);
  }
}
