package dev.stillwater.config;

import java.net.URI;

/** How this machine calls itself. */
final class LocalUri {

  private LocalUri() {}

  static URI of(String host, int port, String path) {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    String bracketed = name.contains(":") ? "[" + name + "]" : name;
    return URI.create("http://" + bracketed + ":" + port + path);
  }
}
