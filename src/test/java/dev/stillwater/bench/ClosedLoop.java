package dev.stillwater.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** As many requests under way as there are connections: each answer brings the next request. */
final class ClosedLoop implements AutoCloseable {

  private final Selector selector = Selector.open();
  private final List<HttpConnection> connections = new ArrayList<>();
  private final List<byte[]> requests;
  private int next;
  private long answers;

  ClosedLoop(int port, int count, List<byte[]> requests) throws IOException {
    this.requests = requests;
    for (int i = 0; i < count; i++) {
      connections.add(HttpConnection.open(port, selector));
    }
    for (HttpConnection connection : connections) {
      send(connection);
    }
  }

  /** Goes on for a while; answers the answers that came in it. */
  long run(long nanos) throws IOException {
    long before = answers;
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      selector.select(key -> received((HttpConnection) key.attachment()), 1000);
    }
    return answers - before;
  }

  private void received(HttpConnection connection) {
    try {
      if (connection.receive()) {
        answers++;
        send(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(HttpConnection connection) throws IOException {
    connection.send(requests.get(next));
    next = next + 1 == requests.size() ? 0 : next + 1;
  }

  @Override
  public void close() throws IOException {
    for (HttpConnection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
