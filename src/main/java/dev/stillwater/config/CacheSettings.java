package dev.stillwater.config;

/**
 * What is kept in memory.
 *
 * @param maxSize of the answers about ended months, in bytes; 0 keeps none
 */
public record CacheSettings(long maxSize) {

  static CacheSettings read(SettingsReader in) {
    return new CacheSettings(in.sizeOrNone("cache.max-size", "16MiB"));
  }
}
