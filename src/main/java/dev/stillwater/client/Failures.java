package dev.stillwater.client;

import io.vertx.core.eventbus.ReplyException;
import java.io.IOException;
import java.time.Duration;

/** Makes one exception of all the ways in which a request can fail. */
final class Failures {

  private Failures() {}

  static StillwaterException of(String address, Duration timeout, Throwable failure) {
    return failure instanceof ReplyException reply
        ? of(address, timeout, reply)
        : StillwaterException.of(
            StillwaterException.UNAVAILABLE, address + " cannot be asked: " + failure, failure);
  }

  private static StillwaterException of(String address, Duration timeout, ReplyException failure) {
    return switch (failure.failureType()) {
      case RECIPIENT_FAILURE -> problem(failure);
      case NO_HANDLERS ->
          unavailable("nobody answers at " + address + "; is Stillwater up?", failure);
      case TIMEOUT ->
          unavailable(address + " did not answer within " + timeout.toMillis() + " ms", failure);
      case ERROR -> unavailable(address + " cannot be asked: " + failure.getMessage(), failure);
    };
  }

  private static StillwaterException unavailable(String detail, ReplyException failure) {
    return StillwaterException.of(StillwaterException.UNAVAILABLE, detail, failure);
  }

  // who answers may be another than Stillwater, with codes of its own
  private static StillwaterException problem(ReplyException failure) {
    try {
      return StillwaterException.of(
          failure.failureCode(), JsonValue.parse(failure.getMessage()).members());
    } catch (IOException | RuntimeException noProblem) {
      return StillwaterException.of(
          StillwaterException.UNREADABLE, "" + failure.getMessage(), failure);
    }
  }

  static StillwaterException unreadable(String address, IOException fault) {
    return StillwaterException.of(
        StillwaterException.UNREADABLE,
        "the answer of " + address + " cannot be read: " + fault.getMessage(),
        fault);
  }
}
