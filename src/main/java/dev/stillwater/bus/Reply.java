package dev.stillwater.bus;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer as it crosses the bus.
 *
 * @param status the HTTP status it stands for
 * @param headers further headers, such as {@code location}
 * @param body JSON, passed on as it is
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {

  public static final String STATUS = "status";

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply ok(Buffer body) {
    return new Reply(200, Map.of(), body);
  }

  public static Reply created(Buffer body) {
    return new Reply(201, Map.of(), body);
  }

  public static Reply noContent() {
    return new Reply(204, Map.of(), Buffer.buffer());
  }

  public static Reply accepted(Buffer body, String location) {
    return new Reply(202, Map.of("location", location), body);
  }

  /** The same with another header. */
  public Reply with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
