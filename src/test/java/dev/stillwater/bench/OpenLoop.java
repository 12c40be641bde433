package dev.stillwater.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a fixed rate, whatever becomes of those before. The time of each counts from when it
 * was to be sent, also where no connection was free. One thread sends and one receives.
 */
final class OpenLoop {

  private static final long SPIN_NANOS = 80_000;
  private static final long DRAIN_NANOS = 10_000_000_000L;

  private final List<HttpConnection> connections = new ArrayList<>();
  private final Queue<HttpConnection> free = new ArrayDeque<>();
  private final Queue<Long> waiting = new ArrayDeque<>();
  private final Map<HttpConnection, Long> scheduled = new IdentityHashMap<>();
  private final List<Long> times = new ArrayList<>();
  private final List<byte[]> requests;
  private int next;

  OpenLoop(List<byte[]> requests) {
    this.requests = requests;
  }

  /** The nanoseconds of each request but the first ones, which only lead in. */
  List<Long> run(int port, int count, double perSecond, long leadNanos, long nanos)
      throws IOException, InterruptedException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < count; i++) {
        connections.add(HttpConnection.open(port, selector));
      }
      free.addAll(connections);
      int lead = (int) (leadNanos * perSecond / 1e9);
      int total = lead + (int) (nanos * perSecond / 1e9);
      Thread sender = new Thread(() -> sendAll(total, perSecond));
      sender.start();
      receiveAll(selector, total);
      sender.join();
      return times.subList(lead, total);
    } finally {
      for (HttpConnection connection : connections) {
        connection.close();
      }
    }
  }

  private void sendAll(int total, double perSecond) {
    long start = System.nanoTime();
    for (int i = 0; i < total; i++) {
      long due = start + (long) (i * 1e9 / perSecond);
      await(due);
      due(due);
    }
  }

  // a parked thread wakes late, so the last of it is spent awake
  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void receiveAll(Selector selector, int total) throws IOException {
    long lastAnswer = System.nanoTime();
    while (answered() < total) {
      if (selector.select(key -> received((HttpConnection) key.attachment()), 1000) > 0) {
        lastAnswer = System.nanoTime();
      } else if (System.nanoTime() - lastAnswer > DRAIN_NANOS) {
        throw new IOException("no answer any more");
      }
    }
  }

  private synchronized int answered() {
    return times.size();
  }

  private synchronized void due(long time) {
    HttpConnection connection = free.poll();
    if (connection == null) {
      waiting.add(time);
    } else {
      send(connection, time);
    }
  }

  private synchronized void received(HttpConnection connection) {
    try {
      if (connection.receive()) {
        times.add(System.nanoTime() - scheduled.get(connection));
        goOn(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void goOn(HttpConnection connection) {
    Long time = waiting.poll();
    if (time == null) {
      free.add(connection);
    } else {
      send(connection, time);
    }
  }

  private void send(HttpConnection connection, long time) {
    try {
      scheduled.put(connection, time);
      connection.send(requests.get(next));
      next = next + 1 == requests.size() ? 0 : next + 1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
