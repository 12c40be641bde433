package dev.stillwater.config;

import java.net.URI;
import java.time.Duration;

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
 * @param dashboard whether the page that shows what the service does is served
 * @param docs whether the contract and its page are served
 * @param allowAnonymous whether others than this machine may call without a credential
 * @param limits how much is taken on at a time
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
    boolean dashboard,
    boolean docs,
    boolean allowAnonymous,
    LimitSettings limits) {

  static HttpSettings read(SettingsReader in) {
    return new HttpSettings(
        in.text("http.host", "127.0.0.1"),
        in.integer("http.port", 3000, 0, 65535),
        in.size("http.max-body", "10MiB"),
        in.duration("http.body-timeout", "30s"),
        in.duration("http.idle-timeout", "60s"),
        in.duration("http.maintenance-wait", "30s"),
        in.duration("http.request-timeout", "30s"),
        in.integer("http.max-subscribers", 100, 1, 10_000),
        in.bool("http.dashboard", true),
        in.bool("http.docs", true),
        in.bool("http.allow-anonymous", false),
        LimitSettings.read(in));
  }

  /** How this machine calls a path of the service. */
  public URI localUri(int actualPort, String path) {
    return LocalUri.of(host, actualPort, path);
  }
}
