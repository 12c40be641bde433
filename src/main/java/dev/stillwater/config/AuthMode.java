package dev.stillwater.config;

/** How callers over HTTP are told apart. */
public enum AuthMode {
  /** Not at all: anybody may everything. */
  NONE,
  /** By keys that this service has made. */
  API_KEY,
  /** By tokens that another service has signed. */
  JWT
}
