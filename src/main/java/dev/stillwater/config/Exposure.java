package dev.stillwater.config;

import java.util.regex.Pattern;

/** Whether others than this machine reach a host, and what has to be set for that. */
final class Exposure {

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|::1|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  private Exposure() {}

  /** Refuses a host that others reach where nobody would ask them who they are. */
  static void check(SettingsReader in, String key, String host, AuthMode mode, boolean allowed) {
    in.require(
        mode != AuthMode.NONE || allowed || isLocal(host),
        key,
        "a loopback address (127.0.0.1, ::1, localhost)"
            + " unless auth.mode is set or http.allow-anonymous is true");
  }

  static boolean isLocal(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
