package dev.stillwater.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that can be set, and goes on from there. Thread-safe. */
final class TickingClock implements InstantSource {

  private final AtomicReference<Start> start = new AtomicReference<>();

  TickingClock(Instant now) {
    set(now);
  }

  void set(Instant now) {
    start.set(new Start(now, System.nanoTime()));
  }

  @Override
  public Instant instant() {
    Start from = start.get();
    return from.now.plus(Duration.ofNanos(System.nanoTime() - from.nanos));
  }

  private record Start(Instant now, long nanos) {}
}
