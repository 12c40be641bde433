package dev.stillwater.bus;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
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
  public static final String ETAG = "etag";
  public static final String CACHE_CONTROL = "cache-control";

  public Reply {
    headers = Map.copyOf(headers);
  }

  /** What a message carries. */
  public static Reply of(Message<?> message) {
    return of((Buffer) message.body(), message.headers());
  }

  private static Reply of(Buffer body, MultiMap given) {
    Map<String, String> headers = new HashMap<>();
    given.forEach(headers::put);
    return new Reply(Integer.parseInt(headers.remove(STATUS)), headers, body);
  }

  public static Reply ok(Buffer body) {
    return new Reply(200, Map.of(), body);
  }

  /** An answer that whoever has it may keep, and how. */
  public static Reply ok(Buffer body, CachePolicy policy) {
    return tagged(body, EntityTag.of(body), policy);
  }

  /** The same where the body's entity tag is known. */
  public static Reply tagged(Buffer body, String tag, CachePolicy policy) {
    return new Reply(200, Map.of(ETAG, tag, CACHE_CONTROL, policy.cacheControl()), body);
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
