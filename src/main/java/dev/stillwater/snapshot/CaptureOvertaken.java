package dev.stillwater.snapshot;

/** A capture that must not be published, and may well succeed when it is started over. */
public final class CaptureOvertaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CaptureOvertaken(String message) {
    super(message, null, false, false);
  }
}
