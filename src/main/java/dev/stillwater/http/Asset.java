package dev.stillwater.http;

import dev.stillwater.bus.Addresses;
import dev.stillwater.bus.CachePolicy;
import dev.stillwater.bus.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * A file of the class path.
 *
 * @param path from the root of the class path
 * @param mediaType with its charset
 */
record Asset(String path, String mediaType) {

  private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/%s/%s";
  private static final String WEBJAR_VERSION =
      "META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** One of Swagger UI's, under whatever version is there. */
  static Asset ofSwaggerUi(String name, String mediaType) throws IOException {
    Properties webjar = new Properties();
    try (InputStream in = open(WEBJAR_VERSION)) {
      webjar.load(in);
    }
    return new Asset(WEBJAR.formatted(webjar.getProperty("version"), name), mediaType);
  }

  /** The file as an answer. Blocking: to be called off the event loop. */
  Reply read() throws IOException {
    try (InputStream in = open(path)) {
      return Reply.ok(Buffer.buffer(in.readAllBytes()), CachePolicy.REVALIDATED)
          .with(Addresses.CONTENT_TYPE, mediaType);
    }
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = Asset.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new IOException("not on the class path: " + path);
    }
    return in;
  }
}
