package dev.stillwater.config;

import java.nio.file.Path;

/**
 * Where the service's own log goes.
 *
 * @param directory holds the log files
 */
public record LogSettings(Path directory) {

  static LogSettings read(SettingsReader in) {
    return new LogSettings(in.path("log.directory", "logs"));
  }
}
