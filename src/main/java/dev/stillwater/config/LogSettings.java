package dev.stillwater.config;

import java.nio.file.Path;

/**
 * Where the service's own log goes.
 *
 * @param directory holds the log files
 * @param format of each line, on the console and in the files
 */
public record LogSettings(Path directory, LogFormat format) {

  static LogSettings read(SettingsReader in) {
    return new LogSettings(
        in.path("log.directory", "logs"), in.oneOf("log.format", LogFormat.TEXT));
  }
}
