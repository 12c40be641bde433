package dev.stillwater.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.Optional;

/**
 * One who follows the feed, at its own pace: what it has not taken yet waits in the feed, never
 * with the connection. Not thread-safe.
 */
final class Subscriber {

  private static final String GREETING = ": connected\nretry: 3000\n\n";
  private static final String KEEP_ALIVE = ": keep-alive\n\n";

  private final RunEventFeed feed;
  private final WriteStream<Buffer> out;
  private final Runnable abort;
  private RunEventId last;
  private Future<Void> lastWrite = Future.succeededFuture();
  private Future<Void> lastKeepAlive = Future.succeededFuture();

  /**
   * Follows the feed.
   *
   * @param abort closes the connection at once, whatever waits to be sent
   * @param last the event after which to begin
   */
  Subscriber(RunEventFeed feed, WriteStream<Buffer> out, Runnable abort, RunEventId last) {
    this.feed = feed;
    this.out = out;
    this.abort = abort;
    this.last = last;
  }

  void start() {
    out.drainHandler(drained -> pump());
    write(GREETING);
    pump();
  }

  /** Sends what is new, as far as it is taken; false where it has fallen behind the feed. */
  boolean pump() {
    while (!out.writeQueueFull()) {
      Optional<RunEvent> next = feed.after(last);
      if (next.isEmpty()) {
        return true;
      }
      last = next.get().id();
      write(next.get().text());
    }
    return !feed.hasLost(last);
  }

  /** Sends a sign of life; false where the one before has not been taken yet. */
  boolean keepAlive() {
    if (!lastKeepAlive.isComplete()) {
      return false;
    }
    write(KEEP_ALIVE);
    lastKeepAlive = lastWrite;
    return true;
  }

  /** Ends the stream; one that does not read is not waited for. */
  void end() {
    if (lastWrite.isComplete()) {
      out.drainHandler(null);
      out.end();
    } else {
      abort();
    }
  }

  void abort() {
    out.drainHandler(null);
    abort.run();
  }

  private void write(String text) {
    lastWrite = out.write(Buffer.buffer(text));
  }
}
