package dev.stillwater.config;

import java.util.List;

/** The settings cannot be used. The message has one line per fault and shows no value. */
public final class SettingsException extends RuntimeException {

  public SettingsException(List<String> faults) {
    super(String.join("\n", faults), null, false, false);
  }
}
