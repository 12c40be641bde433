package dev.stillwater.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stillwater.testing.TestService.Answer;
import io.vertx.core.MultiMap;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** An HTTP/1.1 connection byte by byte, for what no client would send. Not thread-safe. */
public final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final DataInputStream in;
  private final StringBuilder sent = new StringBuilder();

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  public static RawHttp connect(TestService service) throws IOException {
    return new RawHttp(new Socket("127.0.0.1", service.port()));
  }

  /** The answer to a GET request with this target and these further header lines. */
  public static Answer get(TestService service, String target, String... headers)
      throws IOException {
    return exchange(service, head("GET", target, headers));
  }

  /** The answer to these bytes. */
  public static Answer exchange(TestService service, String request) throws IOException {
    try (RawHttp http = connect(service)) {
      http.send(request);
      return http.receive();
    }
  }

  /** A request line and headers, with the empty line after them. */
  public static String head(String method, String target, String... headers) {
    String further = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return method + " " + target + " HTTP/1.1\r\nhost: test\r\n" + further + "\r\n";
  }

  public void send(String text) throws IOException {
    sent.append(text);
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** Whether an answer has begun to come. */
  public boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  /** Reads one answer, of which {@code content-length} tells the end. */
  public Answer receive() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    MultiMap headers = headers();
    byte[] body = new byte[Integer.parseInt(headers.get("content-length"))];
    in.readFully(body);
    check(status, headers, Optional.of(body));
    return new Answer(status, new String(body, UTF_8), headers);
  }

  /** Reads the status of an answer of which nothing else is for here. */
  public int receiveStatus() throws IOException {
    return Integer.parseInt(line().split(" ")[1]);
  }

  /** Reads the headers of an answer that has no body, or whose body is not for here. */
  public MultiMap receiveHead() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    MultiMap headers = headers();
    check(status, headers, Optional.empty());
    return headers;
  }

  // of requests that were sent at once the first one alone is known
  private void check(int status, MultiMap headers, Optional<byte[]> body) {
    String[] line = sent.toString().split("\r?\n", 2)[0].split(" ");
    if (line.length == 3) {
      ContractCheck.check(line[0], line[1], status, headers, body);
    }
    sent.setLength(0);
  }

  private MultiMap headers() throws IOException {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(": ", 2);
      headers.add(parts[0], parts[1]);
    }
    return headers;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (char c = (char) in.readByte(); c != '\n'; c = (char) in.readByte()) {
      line.append(c);
    }
    return line.toString().stripTrailing();
  }

  /** Waits for the server to close the connection. */
  public boolean isClosedByServer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
