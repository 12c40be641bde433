package dev.stillwater.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who follow the events of runs on one event loop. Not thread-safe. */
final class Subscribers {

  private static final Logger log = LoggerFactory.getLogger(Subscribers.class);

  private final RunEventFeed feed;
  private final Semaphore free;
  private final Set<Subscriber> present = new LinkedHashSet<>();
  private boolean warned;
  private boolean closed;

  /**
   * Subscribers of a feed.
   *
   * @param free how many more there may be, here and on other event loops
   */
  Subscribers(RunEventFeed feed, Semaphore free) {
    this.feed = feed;
    this.free = free;
  }

  /** Whether one more is let in, who is then to be added. */
  boolean admit() {
    return !closed && free.tryAcquire();
  }

  void add(Subscriber subscriber) {
    present.add(subscriber);
    subscriber.start();
  }

  void remove(Subscriber subscriber) {
    if (present.remove(subscriber)) {
      free.release();
    }
  }

  /** Passes on what came over the bus. */
  void publish(Object message) {
    RunEvent.of(message).ifPresentOrElse(this::pass, this::warn);
  }

  private void pass(RunEvent event) {
    feed.add(event);
    dropUnless(Subscriber::pump);
  }

  // once: a publisher at fault must not flood the log
  private void warn() {
    if (!warned) {
      log.warn("a message that is no event of a run is ignored, as further ones will be");
    }
    warned = true;
  }

  /** Sends each a sign of life. */
  void keepAlive() {
    dropUnless(Subscriber::keepAlive);
  }

  private void dropUnless(Predicate<Subscriber> keepsUp) {
    for (Subscriber subscriber : List.copyOf(present)) {
      if (!keepsUp.test(subscriber)) {
        log.info("a subscriber that does not read is dropped");
        remove(subscriber);
        subscriber.abort();
      }
    }
  }

  /** Ends them all, for good. */
  void close() {
    closed = true;
    for (Subscriber subscriber : List.copyOf(present)) {
      remove(subscriber);
      subscriber.end();
    }
  }
}
