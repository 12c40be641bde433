package dev.stillwater.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream whose peer takes what was written only when told to. Full with three writes. */
final class SlowStream implements WriteStream<Buffer> {

  private static final int FULL = 3;
  private static final Pattern ID = Pattern.compile("(?m)^id: (.*)$");

  boolean aborted;
  boolean ended;
  private final List<Buffer> written = new ArrayList<>();
  private final List<RunEventId> ids = new ArrayList<>();
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private long willing;
  private Handler<Void> drained = v -> {};

  /** Takes so many writes, of those that are there and those to come. */
  void take(int writes) {
    willing += writes;
    boolean wasFull = writeQueueFull();
    flush();
    if (wasFull && !writeQueueFull()) {
      drained.handle(null);
    }
  }

  private void flush() {
    for (; willing > 0 && !waiting.isEmpty(); willing--) {
      waiting.remove().complete();
    }
  }

  String text() {
    return String.join("", written.stream().map(Buffer::toString).toList());
  }

  List<RunEventId> ids() {
    return ids;
  }

  @Override
  public Future<Void> write(Buffer data) {
    Promise<Void> promise = Promise.promise();
    written.add(data);
    Matcher id = ID.matcher(data.toString());
    while (id.find()) {
      ids.add(RunEventId.parse(id.group(1)).orElseThrow());
    }
    waiting.add(promise);
    flush();
    return promise.future();
  }

  @Override
  public Future<Void> end() {
    ended = true;
    return Future.succeededFuture();
  }

  @Override
  public boolean writeQueueFull() {
    return waiting.size() >= FULL;
  }

  @Override
  public WriteStream<Buffer> drainHandler(Handler<Void> handler) {
    drained = handler == null ? v -> {} : handler;
    return this;
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    return this;
  }
}
