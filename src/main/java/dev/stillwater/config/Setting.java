package dev.stillwater.config;

/**
 * One effective value and where it came from.
 *
 * @param value as it was written, a secret masked; empty where there is no default
 */
public record Setting(String key, String value, String source) {}
