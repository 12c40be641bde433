package dev.stillwater.config;

import java.net.URI;
import java.util.Optional;

/**
 * A port of its own for health, metrics and documentation.
 *
 * @param host where it is
 * @param port 0 for any free port; empty where they are on the port of HTTP
 */
public record ManagementSettings(String host, Optional<Integer> port) {

  static ManagementSettings read(SettingsReader in, HttpSettings http) {
    String host = in.text("management.host", "");
    Optional<Integer> port = in.integerOrNone("management.port", 0, 65535);
    in.require(
        port.filter(number -> number != 0 && number == http.port()).isEmpty(),
        "management.port",
        "another port than http.port");
    return new ManagementSettings(host.isEmpty() ? http.host() : host, port);
  }

  /** How this machine calls a path of it. */
  public URI localUri(int actualPort, String path) {
    return LocalUri.of(host, actualPort, path);
  }
}
