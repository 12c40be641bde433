package dev.stillwater.http;

import dev.stillwater.config.LimitSettings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * What all event loops together take on at a time. Thread-safe.
 *
 * @param connections how many more may be open
 * @param requests in flight
 * @param exports of these, whole months as lines
 * @param bodies that are being received and worked on
 * @param rate of one caller, where there is a limit
 */
record Limits(
    Semaphore connections,
    Admission requests,
    Admission exports,
    BodyMemory bodies,
    Optional<RateLimit> rate) {

  static Limits of(LimitSettings settings, InstantSource clock) {
    return new Limits(
        new Semaphore(settings.maxConnections()),
        new Admission(
            settings.maxInFlight(), "as many requests are being answered as may; try again"),
        new Admission(settings.maxExports(), "as many months are being sent as may; try again"),
        new BodyMemory(settings.maxBodyMemory()),
        settings.rateLimit() == 0
            ? Optional.empty()
            : Optional.of(new RateLimit(settings, clock, RateLimit::caller)));
  }
}
