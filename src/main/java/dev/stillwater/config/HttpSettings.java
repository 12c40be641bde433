package dev.stillwater.config;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How HTTP is served.
 *
 * @param port 0 for any free port
 * @param maxBody the largest request body, in bytes
 * @param bodyTimeout until a request's body must have arrived
 * @param idleTimeout after which a silent connection is closed
 * @param maintenanceWait how long a maintenance request waits for its run to end
 * @param requestTimeout after which any other request fails
 * @param maxSubscribers how many may follow the events of runs at a time
 * @param docs whether the contract and its page are served
 * @param allowAnonymous whether others than this machine may call without a credential
 */
public record HttpSettings(
    String host,
    int port,
    long maxBody,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration maintenanceWait,
    Duration requestTimeout,
    int maxSubscribers,
    boolean docs,
    boolean allowAnonymous) {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|::1|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  static HttpSettings read(SettingsReader in) {
    HttpSettings http =
        new HttpSettings(
            in.text("http.host", "127.0.0.1"),
            in.integer("http.port", 3000, 0, 65535),
            in.size("http.max-body", "10MiB"),
            in.duration("http.body-timeout", "30s"),
            in.duration("http.idle-timeout", "60s"),
            in.duration("http.maintenance-wait", "30s"),
            in.duration("http.request-timeout", "30s"),
            in.integer("http.max-subscribers", 100, 1, 10_000),
            in.bool("http.docs", true),
            in.bool("http.allow-anonymous", false));
    in.require(
        http.allowAnonymous || LOOPBACK.matcher(http.host).matches(),
        "http.host",
        "a loopback address (127.0.0.1, ::1, localhost) unless http.allow-anonymous is true");
    return http;
  }

  /** How this machine calls a path of the service. */
  public URI localUri(int actualPort, String path) {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    String bracketed = name.contains(":") ? "[" + name + "]" : name;
    return URI.create("http://" + bracketed + ":" + actualPort + path);
  }
}
