package dev.stillwater.http;

import dev.stillwater.problem.ProblemException;
import dev.stillwater.problem.ProblemKind;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds the heap that bodies take together, from their first byte until their requests have been
 * answered, by what they are known to take at the most. Thread-safe.
 */
final class BodyMemory {

  // as it came, as text of two bytes a character, and as it is sent to the database
  private static final int PER_BYTE = 6;

  // as the parser's characters, and as text that is copied while it grows
  private static final int PER_UNFINISHED_BYTE = 10;

  // its objects, and those that the database client makes of it
  private static final int PER_EVENT = 400;

  private final long max;
  private final AtomicLong taken = new AtomicLong();

  /** Of at most so many bytes. */
  BodyMemory(long max) {
    this.max = max;
  }

  /** The share of one body, which is to be given back. */
  Share share() {
    return new Share();
  }

  private static ProblemException full() {
    return ProblemException.of(
        ProblemKind.UNAVAILABLE, "bodies take as much memory as they may; try again");
  }

  /** What one body takes. Not thread-safe. */
  final class Share {

    private long held;

    private Share() {}

    /**
     * Refuses a body of so many bytes for which there would be no room now. It takes none before it
     * comes: who only says that much is to come must keep nobody out.
     */
    void foresee(long bytes) {
      long needed = bytes * PER_BYTE;
      require(needed);
      if (taken.get() + needed > max) {
        throw full();
      }
    }

    /**
     * Takes what a body needs beyond what it has.
     *
     * @param bytes of the body
     * @param unfinished of these, bytes of the value that is being read
     * @param events that were read from it
     * @throws ProblemException where there is not enough, now or ever
     */
    void fit(long bytes, long unfinished, long events) {
      long more = bytes * PER_BYTE + unfinished * PER_UNFINISHED_BYTE + events * PER_EVENT - held;
      if (more <= 0) {
        return;
      }
      require(held + more);
      if (taken.addAndGet(more) > max) {
        taken.addAndGet(-more);
        throw full();
      }
      held += more;
    }

    private void require(long needed) {
      if (needed > max) {
        throw ProblemException.of(
            ProblemKind.TOO_LARGE,
            "body takes more memory than there is for bodies; send its events in parts");
      }
    }

    /** Gives it back. */
    void release() {
      taken.addAndGet(-held);
      held = 0;
    }
  }
}
