package dev.stillwater.config;

import java.time.Duration;

/**
 * Who may call over HTTP.
 *
 * @param recheckAfter how long a key counts as it was last found
 * @param openMetrics whether anybody may see the metrics
 * @param openDocs whether anybody may see the contract and its documentation
 */
public record AuthSettings(
    AuthMode mode, Duration recheckAfter, boolean openMetrics, boolean openDocs, JwtSettings jwt) {

  static AuthSettings read(SettingsReader in) {
    AuthMode mode = in.oneOf("auth.mode", AuthMode.NONE);
    return new AuthSettings(
        mode,
        in.duration("auth.recheck-after", "5s"),
        in.bool("auth.open-metrics", false),
        in.bool("auth.open-docs", false),
        JwtSettings.read(in, mode));
  }
}
