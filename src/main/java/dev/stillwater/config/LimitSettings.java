package dev.stillwater.config;

/**
 * How much HTTP takes on at a time.
 *
 * @param maxHeader of all header lines of a request together, in bytes
 * @param maxConnections that are open
 * @param maxInFlight requests for streams, events and snapshots that are being answered
 * @param maxExports of these, whole months that are being sent as lines
 * @param maxBodyMemory what bodies may take together, counted as the heap that they need at the
 *     most, in bytes
 * @param rateLimit requests per second of one caller; 0 for any number
 * @param rateBurst how many of them may come at once; 0 for those of one second
 */
public record LimitSettings(
    int maxHeader,
    int maxConnections,
    int maxInFlight,
    int maxExports,
    long maxBodyMemory,
    int rateLimit,
    int rateBurst) {

  static LimitSettings read(SettingsReader in) {
    return new LimitSettings(
        in.integer("http.max-header", 8192, 1024, 1 << 20),
        in.integer("http.max-connections", 5000, 1, 1_000_000),
        in.integer("http.max-in-flight", 1000, 1, 1_000_000),
        in.integer("http.max-exports", 32, 1, 10_000),
        in.sizeOrAuto("http.max-body-memory", mostOfTheHeap()),
        in.integer("http.rate-limit", 0, 0, 1_000_000),
        in.integer("http.rate-burst", 0, 0, 1_000_000));
  }

  // the rest is for all else
  private static long mostOfTheHeap() {
    return Math.min(Runtime.getRuntime().maxMemory() / 4 * 3, Units.MAX_SIZE);
  }
}
