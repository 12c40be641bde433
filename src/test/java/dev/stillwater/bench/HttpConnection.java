package dev.stillwater.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One request at a time over a connection that is kept; the body of an answer is only counted. */
final class HttpConnection implements AutoCloseable {

  private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
  private static final int OK = 200;
  private static final long NO_HEAD = -1;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
  private long bodyLeft = NO_HEAD;

  private HttpConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static HttpConnection open(int port, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    HttpConnection connection = new HttpConnection(channel);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  void send(byte[] request) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** Reads what is there; answers whether the answer is complete. */
  boolean receive() throws IOException {
    int read = channel.read(in);
    if (read < 0) {
      throw new IOException("the server hung up");
    }
    if (bodyLeft == NO_HEAD) {
      readHead();
    } else {
      countBody(bodyLeft - in.position());
    }
    boolean complete = bodyLeft == 0;
    bodyLeft = complete ? NO_HEAD : bodyLeft;
    return complete;
  }

  private void readHead() throws IOException {
    int end = endOfHead();
    if (end < 0) {
      return;
    }
    int status = number(9);
    if (status != OK) {
      throw new IOException("answered with " + status);
    }
    countBody(contentLength(end) - (in.position() - end));
  }

  private void countBody(long left) throws IOException {
    if (left < 0) {
      throw new IOException("more was answered than told");
    }
    bodyLeft = left;
    in.clear();
  }

  private int endOfHead() {
    for (int i = 3; i < in.position(); i++) {
      if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int end) throws IOException {
    for (int line = 0; line < end; line = nextLine(line)) {
      if (isLength(line)) {
        return number(line + LENGTH.length + 1);
      }
    }
    throw new IOException("an answer without content-length");
  }

  private int nextLine(int from) {
    int i = from;
    while (in.get(i) != '\n') {
      i++;
    }
    return i + 1;
  }

  private boolean isLength(int line) {
    for (int i = 0; i < LENGTH.length; i++) {
      if ((in.get(line + i) | 0x20) != (LENGTH[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private int number(int from) {
    int number = 0;
    for (int i = from; in.get(i) >= '0' && in.get(i) <= '9'; i++) {
      number = number * 10 + in.get(i) - '0';
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
