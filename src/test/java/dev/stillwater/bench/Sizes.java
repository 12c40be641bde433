package dev.stillwater.bench;

import java.time.Duration;
import java.util.Objects;

/** How much is measured: system properties, whose defaults are in the profile. */
final class Sizes {

  private Sizes() {}

  /** Events of a month that is archived. */
  static int rows() {
    return number("rows");
  }

  /** Streams that are captured. */
  static int streams() {
    return number("streams");
  }

  /** Streams that a peer captures, which takes longer. */
  static int peerStreams() {
    return number("peer-streams");
  }

  /** Pages of one stream's archive. */
  static int pages() {
    return number("pages");
  }

  /** Events on a page. */
  static int limit() {
    return number("limit");
  }

  /** Rounds of short slices. */
  static int rounds() {
    return number("rounds");
  }

  /** Rounds of what takes long. */
  static int repeats() {
    return number("repeats");
  }

  static Duration slice() {
    return Duration.ofMillis(number("slice-millis"));
  }

  private static int number(String name) {
    String property = "bench." + name;
    return Objects.requireNonNull(Integer.getInteger(property), property);
  }
}
