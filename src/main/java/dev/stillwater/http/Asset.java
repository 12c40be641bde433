package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * A file of the class path.
 *
 * @param path from the root of the class path
 */
record Asset(String path) {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");

  /** The file as an answer. Blocking: to be called off the event loop. */
  Reply read() throws IOException {
    try (InputStream in = open()) {
      return Reply.ok(Buffer.buffer(in.readAllBytes()), CachePolicy.REVALIDATED)
          .with(Addresses.CONTENT_TYPE, mediaType());
    }
  }

  private String mediaType() {
    return MEDIA_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
  }

  InputStream open() throws IOException {
    InputStream in = Asset.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new IOException("not on the class path: " + path);
    }
    return in;
  }
}
