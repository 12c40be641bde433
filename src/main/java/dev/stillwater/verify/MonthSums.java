package dev.stillwater.verify;

import java.math.BigInteger;
import java.time.YearMonth;
import java.util.Optional;

/**
 * What log and archive hold of one month.
 *
 * @param month empty for all that is older than the months looked at
 * @param beyondHorizon how many of the archived events are not before the horizon
 * @param heldTwice how many keys both tables hold
 * @param twiceEventId of one of these
 */
public record MonthSums(
    Optional<YearMonth> month,
    Sum hot,
    Sum archived,
    long beyondHorizon,
    long heldTwice,
    Optional<String> twiceEventId) {

  /** A number of events with the sum of their hashes, which their order does not change. */
  public record Sum(long events, BigInteger checksum) {

    static final Sum NONE = new Sum(0, BigInteger.ZERO);

    Sum plus(Sum other) {
      return new Sum(events + other.events, checksum.add(other.checksum));
    }
  }

  /** What moving events does not change. */
  Sum total() {
    return hot.plus(archived);
  }
}
