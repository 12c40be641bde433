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

  /** Streams whose snapshots are read. */
  static int readStreams() {
    return number("read-streams");
  }

  /** Months that each of them has a snapshot of. */
  static int readMonths() {
    return number("read-months");
  }

  /** Connections that requests come over. */
  static int connections() {
    return number("connections");
  }

  /** How long each server is under load, round by round. */
  static int readSliceMillis() {
    return number("read-slice-millis");
  }

  /** The sizes of a benchmark of reads, for its report. */
  static String reads() {
    return "%d streams of %d months, %d connections, %d rounds of %d ms, seed %d"
        .formatted(readStreams(), readMonths(), connections(), rounds(), readSliceMillis(), seed());
  }

  /** The order of the rounds and the keys asked for follow from it. */
  static int seed() {
    return number("seed");
  }

  private static int number(String name) {
    String property = "bench." + name;
    return Objects.requireNonNull(Integer.getInteger(property), property);
  }
}
